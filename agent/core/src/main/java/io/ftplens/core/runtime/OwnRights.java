package io.ftplens.core.runtime;

import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.TraceContextSource;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does our work in calls of the application with our own rights, where a security manager (JDK 8 to
 * 23) would else judge it by those of the application.
 */
final class OwnRights {
  private OwnRights() {}

  /** Runs it at once. */
  static void run(Runnable work) {
    if (System.getSecurityManager() == null) {
      work.run();
      return;
    }
    get(
        () -> {
          work.run();
          return null;
        });
  }

  private static <T extends @Nullable Object> T get(Supplier<T> work) {
    return AccessController.doPrivileged((PrivilegedAction<T>) work::get);
  }

  /** A source that is asked with our own rights. */
  static TraceContextSource contexts(TraceContextSource source) {
    if (System.getSecurityManager() == null) {
      return source;
    }
    return new TraceContextSource() {
      @Override
      public @Nullable TraceContext capture() {
        return OwnRights.<@Nullable TraceContext>get(source::capture);
      }

      @Override
      public @Nullable TraceContext begin(
          TraceContext captured, String command, long startEpochNanos) {
        return OwnRights.<@Nullable TraceContext>get(
            () -> source.begin(captured, command, startEpochNanos));
      }
    };
  }
}
