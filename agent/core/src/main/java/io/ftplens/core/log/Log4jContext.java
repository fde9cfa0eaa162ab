package io.ftplens.core.log;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The logger context of Log4j 2 behind its SLF4J adapter.
 *
 * <p>Log4j chooses a context by the class loader of whoever asks for a logger, and makes and
 * configures another where that has none. Asked by us, it would. So we look at the contexts that
 * the adapter has used already.
 */
final class Log4jContext {
  private static final String ADAPTER = "org.apache.logging.log4j.spi.AbstractLoggerAdapter";
  private static final String MANAGER = "org.apache.logging.log4j.LogManager";

  private final Object adapter;
  private final Class<?> adapterType;
  private final @Nullable Object context;

  private Log4jContext(Object adapter, Class<?> adapterType, @Nullable Object context) {
    this.adapter = adapter;
    this.adapterType = adapterType;
    this.context = context;
  }

  /** Null if this is no adapter to Log4j. */
  static @Nullable Log4jContext of(Object factory, @Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    for (Class<?> type = factory.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(ADAPTER)) {
        Set<?> contexts = (Set<?>) type.getMethod("getLoggerContexts").invoke(factory);
        Object context =
            contexts.size() == 1 ? contexts.iterator().next() : contextOf(loader, type, contexts);
        return new Log4jContext(factory, type, context);
      }
    }
    return null;
  }

  /** Of several, that of this loader or of the nearest above; none is made. */
  private static @Nullable Object contextOf(
      @Nullable ClassLoader loader, Class<?> adapter, Set<?> contexts)
      throws ReflectiveOperationException {
    if (contexts.isEmpty()) {
      return null;
    }
    Class<?> manager = Class.forName(MANAGER, false, adapter.getClassLoader());
    Object selecting = manager.getMethod("getFactory").invoke(null);
    boolean exists =
        Boolean.TRUE.equals(
            manager
                .getMethod("getFactory")
                .getReturnType()
                .getMethod("hasContext", String.class, ClassLoader.class, boolean.class)
                .invoke(selecting, ADAPTER, loader, false));
    return exists
        ? manager
            .getMethod("getContext", ClassLoader.class, boolean.class)
            .invoke(null, loader, false)
        : null;
  }

  /** Whether the application has a context. */
  boolean present() {
    return context != null;
  }

  /** The context, which is {@link #present}. */
  Object context() {
    if (context == null) {
      throw new IllegalStateException("no context");
    }
    return context;
  }

  /** The logger of this name in the context, made if it is not there. */
  Object logger(String name) throws ReflectiveOperationException {
    Method inContext = null;
    Method newLogger = null;
    for (Method method : adapterType.getDeclaredMethods()) {
      if (method.getName().equals("getLoggersInContext")) {
        inContext = method;
      } else if (method.getName().equals("newLogger")) {
        newLogger = method;
      }
    }
    if (inContext == null || newLogger == null) {
      throw new NoSuchMethodException("not a logger adapter: " + adapterType);
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> loggers = (Map<String, Object>) inContext.invoke(adapter, context());
    Object logger = loggers.get(name);
    if (logger == null) {
      newLogger.setAccessible(true);
      Object made = newLogger.invoke(adapter, name, context());
      Object before = loggers.putIfAbsent(name, made);
      logger = before == null ? made : before;
    }
    return logger;
  }
}
