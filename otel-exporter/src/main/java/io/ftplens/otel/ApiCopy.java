package io.ftplens.otel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The few methods of one copy of the OpenTelemetry API that tell the current span. */
final class ApiCopy {
  private final MethodHandle currentContext;
  private final MethodHandle fromContext;
  private final SpanIdentity identity;
  private final @Nullable ClassLoader loader;
  private volatile @Nullable GlobalCopy global;

  private ApiCopy(Class<?> span, Class<?> spanContext, Class<?> context)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = SpanIdentity.lookup(span);
    this.currentContext =
        lookup
            .findStatic(context, "current", MethodType.methodType(context))
            .asType(MethodType.methodType(Object.class));
    this.fromContext =
        lookup
            .findStatic(span, "fromContext", MethodType.methodType(span, context))
            .asType(MethodType.methodType(Object.class, Object.class));
    this.identity = new SpanIdentity(span, spanContext);
    this.loader = span.getClassLoader();
  }

  /**
   * Makes the handles of a copy; null if it is not in use yet.
   *
   * <p>It is in use when its context storage was initialised. Before that no span can be current,
   * and to ask would initialise it, after which an application can no longer wrap it ({@code
   * ContextStorage.addWrapper}).
   *
   * @param spanClass the interface Span
   * @param root the package above {@code api} and {@code context}
   * @param classes all loaded classes: a type that is not among them is never loaded by us
   */
  static @Nullable ApiCopy of(Class<?> spanClass, String root, Class<?>[] classes) {
    Class<?> contextType = superInterface(spanClass, root + ".context.ImplicitContextKeyed");
    if (contextType == null
        || find(classes, root + ".context.LazyStorage", contextType.getClassLoader()) == null) {
      return null;
    }
    Class<?> context = find(classes, root + ".context.Context", contextType.getClassLoader());
    Class<?> spanContext =
        find(classes, root + ".api.trace.SpanContext", spanClass.getClassLoader());
    if (context == null || spanContext == null) {
      return null;
    }
    try {
      return new ApiCopy(spanClass, spanContext, context);
    } catch (ReflectiveOperationException e) {
      return null; // a version of the API that we do not know
    }
  }

  /**
   * The interface Span of the official agent, which puts its copy into the boot loader; null if it
   * is not there, or has not set its global. No application's loader is asked.
   */
  static @Nullable Class<?> spanOfAgent(String root) {
    try {
      GlobalCopy global =
          GlobalCopy.of(Class.forName(root + ".api.GlobalOpenTelemetry", false, null));
      return global == null || global.tracerProvider() == null
          ? null
          : Class.forName(root + ".api.trace.Span", false, null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static @Nullable Class<?> superInterface(Class<?> type, String name) {
    for (Class<?> candidate : type.getInterfaces()) {
      if (candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  /** The class if it is loaded; in the boot loader, where an agent's copy is, if it exists. */
  private static @Nullable Class<?> find(
      Class<?>[] classes, String name, @Nullable ClassLoader loader) {
    if (loader == null) {
      try {
        return Class.forName(name, false, null);
      } catch (ClassNotFoundException e) {
        return null;
      }
    }
    for (Class<?> candidate : classes) {
      if (candidate.getClassLoader() == loader && candidate.getName().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  /** Looks for {@code GlobalOpenTelemetry} again, which may be loaded later than the rest. */
  void findGlobal(String root, Class<?>[] classes) {
    if (global == null) {
      Class<?> type = find(classes, root + ".api.GlobalOpenTelemetry", loader);
      if (type != null) {
        global = GlobalCopy.of(type);
      }
    }
  }

  /** The tracer provider that was set as the global one; null if none was. */
  @Nullable Object globalProvider() throws Throwable {
    GlobalCopy found = global;
    return found == null ? null : found.tracerProvider();
  }

  /** The logger provider that was set as the global one; null if none was. */
  @Nullable Object globalLoggerProvider() throws Throwable {
    GlobalCopy found = global;
    return found == null ? null : found.loggerProvider();
  }

  /** Whose copy it is; null for the boot loader, where the official agent puts its own. */
  @Nullable ClassLoader loader() {
    return loader;
  }

  /** Flags and state of a span of this copy; null if they cannot be had. */
  @Nullable ParentState stateOf(Object span) {
    try {
      return identity.stateOf(span);
    } catch (Throwable e) {
      return null; // the application's code failed: the ids are enough
    }
  }

  /** The current span of this thread; null if there is no valid one. */
  ApplicationSpans.@Nullable Current current() throws Throwable {
    Object context = (Object) currentContext.invokeExact();
    Object span = (Object) fromContext.invokeExact(context);
    SpanIdentity.Ids ids = identity.of(span);
    return ids == null ? null : new ApplicationSpans.Current(this, context, span, ids);
  }
}
