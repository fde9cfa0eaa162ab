package io.ftplens.otel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What an application set as {@code GlobalOpenTelemetry}, in one copy of the API.
 *
 * <p>{@code get()} is never called where nothing was set: it would set a no-op, and the
 * application's own {@code set} would throw. {@code isSet()} came late (1.57), so the field behind
 * it is read, whose name has been the same since 1.0.
 */
final class GlobalCopy {
  private final Field field;
  private final Method getTracerProvider;
  private final @Nullable Method getLogsBridge;

  private GlobalCopy(Class<?> global) throws ReflectiveOperationException {
    this.field = global.getDeclaredField("globalOpenTelemetry");
    this.field.setAccessible(true);
    Class<?> openTelemetry = global.getMethod("get").getReturnType();
    this.getTracerProvider = openTelemetry.getMethod("getTracerProvider");
    this.getLogsBridge = logsBridge(openTelemetry);
  }

  /** The method that gives the logger provider; null in versions before 1.27. */
  static @Nullable Method logsBridge(Class<?> openTelemetry) {
    try {
      return openTelemetry.getMethod("getLogsBridge");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Looks at the class; null if this version of the API is not as we know it. */
  static @Nullable GlobalCopy of(Class<?> global) {
    try {
      return new GlobalCopy(global);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // not accessible, or renamed: as if it were not set
    }
  }

  /** The tracer provider; null if none was set. */
  @Nullable Object tracerProvider() throws ReflectiveOperationException {
    Object openTelemetry = field.get(null);
    return openTelemetry == null ? null : getTracerProvider.invoke(openTelemetry);
  }

  /** The logger provider; null if there is none. */
  @Nullable Object loggerProvider() throws ReflectiveOperationException {
    Object openTelemetry = field.get(null);
    return openTelemetry == null || getLogsBridge == null
        ? null
        : getLogsBridge.invoke(openTelemetry);
  }
}
