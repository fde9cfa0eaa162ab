package io.ftplens.otel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only the private parts of an application's SDK tell; asked where several SDKs run, and
 * before log records are written.
 *
 * <p>The names are those of 1.10 to 1.68. Where they fail, nothing is known, and nothing breaks.
 */
final class SdkInternals {
  private SdkInternals() {}

  /** Those providers that were not shut down. */
  static List<Object> running(List<Object> providers) {
    if (providers.size() < 2) {
      return providers;
    }
    List<Object> running = new ArrayList<>();
    for (Object provider : providers) {
      if (!isShutDown(provider)) {
        running.add(provider);
      }
    }
    return running;
  }

  /** Whether the span goes to the processors of this provider. */
  static boolean made(Object provider, Object span) {
    Object processor = read(span, "spanProcessor");
    Object state = read(unwrapped(provider), "sharedState");
    return processor != null && state != null && processor == read(state, "activeSpanProcessor");
  }

  /** Whether this tracer or logger provider was shut down; false if that is not known. */
  static boolean isShutDown(Object provider) {
    Object state = read(unwrapped(provider), "sharedState");
    if (state == null) {
      return false;
    }
    try {
      Method method = state.getClass().getDeclaredMethod("hasBeenShutdown");
      method.setAccessible(true);
      return Boolean.TRUE.equals(method.invoke(state));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  /** Global, and as OpenTelemetrySdk hands it out, a provider has a wrapper of its own each. */
  private static Object unwrapped(Object provider) {
    Object inner = provider;
    for (Object next = read(inner, "delegate"); next != null; next = read(next, "delegate")) {
      inner = next;
    }
    return inner;
  }

  private static @Nullable Object read(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
