package io.ftplens.core.force;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A set of objects of the application that neither keeps them alive nor calls their methods. */
final class WeakIdentitySet {
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Set<Key> keys = ConcurrentHashMap.newKeySet();

  void add(Object object) {
    expunge();
    keys.add(new Key(object, collected));
  }

  boolean contains(Object object) {
    return !keys.isEmpty() && keys.contains(new Key(object, null));
  }

  boolean remove(Object object) {
    return !keys.isEmpty() && keys.remove(new Key(object, null));
  }

  private void expunge() {
    for (Object key = collected.poll(); key != null; key = collected.poll()) {
      keys.remove(key);
    }
  }

  /** Equal by identity while the object lives, and to itself afterwards. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, @Nullable ReferenceQueue<Object> queue) {
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
