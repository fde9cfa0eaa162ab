package io.ftplens.core.tap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values by objects of the application, which are neither kept alive nor called. */
final class WeakIdentityMap<V> {
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Map<Key, V> values = new ConcurrentHashMap<>();

  /** Returns what was there before; null if nothing was. */
  @Nullable V put(Object object, V value) {
    for (Object key = collected.poll(); key != null; key = collected.poll()) {
      values.remove(key);
    }
    return values.put(new Key(object, collected), value);
  }

  int size() {
    return values.size();
  }

  /** Equal by identity while the object lives, and to itself afterwards. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Key && ((Key) other).get() == mine;
    }
  }
}
