package io.ftplens.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The few methods of one copy of OpenTelemetry's Logs API that write a record; they exist from 1.27
 * on, the event name from 1.50 on.
 *
 * <p>It hangs on the interface {@code LoggerProvider} of the copy, so it goes when the
 * application's class loader goes.
 */
final class LogApi {
  private static final String PROVIDER = ".api.logs.LoggerProvider";

  private static final ClassValue<Holder> COPIES =
      new ClassValue<Holder>() {
        @Override
        protected Holder computeValue(Class<?> loggerProvider) {
          return new Holder(loggerProvider);
        }
      };

  private final Method loggerBuilder;
  private final Method setVersion;
  private final Method build;
  private final Method recordBuilder;
  private final Method setTimestamp;
  private final Method setSeverity;
  private final Method setBody;
  private final Method setAttribute;
  private final @Nullable Method setEventName;
  private final Method setContext;
  private final Method emit;
  private final Class<?> keys;
  private final Class<?> severities;
  private final SpanContexts contexts;
  private final Object dropping;

  private LogApi(Class<?> provider) throws ReflectiveOperationException {
    loggerBuilder = provider.getMethod("loggerBuilder", String.class);
    Class<?> builder = loggerBuilder.getReturnType();
    setVersion = builder.getMethod("setInstrumentationVersion", String.class);
    build = builder.getMethod("build");
    recordBuilder = build.getReturnType().getMethod("logRecordBuilder");
    Class<?> record = recordBuilder.getReturnType();
    setTimestamp = record.getMethod("setTimestamp", long.class, TimeUnit.class);
    setSeverity = SpanApi.only(record, "setSeverity", 1);
    setBody = record.getMethod("setBody", String.class);
    setContext = SpanApi.only(record, "setContext", 1);
    setAttribute = SpanApi.keyed(record);
    setEventName = eventName(record);
    emit = record.getMethod("emit");
    keys = setAttribute.getParameterTypes()[0];
    severities = setSeverity.getParameterTypes()[0];
    String root = provider.getName();
    root = root.substring(0, root.length() - PROVIDER.length());
    contexts = new SpanContexts(root, provider.getClassLoader(), setContext.getParameterTypes()[0]);
    dropping = build.invoke(loggerBuilder.invoke(provider.getMethod("noop").invoke(null), "none"));
  }

  private static @Nullable Method eventName(Class<?> record) {
    try {
      return record.getMethod("setEventName", String.class);
    } catch (NoSuchMethodException e) {
      return null; // an attribute said it before
    }
  }

  /** The API that a logger provider implements; null if it is none that we know. */
  static @Nullable LogApi of(Object provider) {
    for (Class<?> type = provider.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> candidate : type.getInterfaces()) {
        if (candidate.getName().endsWith(PROVIDER)) {
          return COPIES.get(candidate).api;
        }
      }
    }
    return null;
  }

  /** A logger of this scope; null if what it is given is dropped. */
  @Nullable Object logger(Object provider, String version) throws ReflectiveOperationException {
    Object builder = loggerBuilder.invoke(provider, EmbeddedSdk.SCOPE);
    Object logger = build.invoke(setVersion.invoke(builder, version));
    return logger == dropping ? null : logger;
  }

  /** A record, complete but for {@link #emit}; what it throws has had no effect. */
  Object record(
      Object logger,
      String eventName,
      String severity,
      long epochNanos,
      String body,
      Attributes attributes,
      SpanContext span)
      throws ReflectiveOperationException {
    Object record = recordBuilder.invoke(logger);
    setTimestamp.invoke(record, epochNanos, TimeUnit.NANOSECONDS);
    setSeverity.invoke(record, severities.getField(severity).get(null));
    setBody.invoke(record, body);
    setContext.invoke(record, contexts.with(span));
    if (setEventName == null) {
      setAttribute.invoke(record, key("stringKey", "event.name"), eventName);
    } else {
      setEventName.invoke(record, eventName);
    }
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      Object value = entry.getValue();
      setAttribute.invoke(record, key(factory(value), entry.getKey().getKey()), value);
    }
    return record;
  }

  /** Hands the record over. */
  void emit(Object record) throws Throwable {
    try {
      emit.invoke(record);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private Object key(String factory, String name) throws ReflectiveOperationException {
    return keys.getMethod(factory, String.class).invoke(null, name);
  }

  private static String factory(Object value) {
    if (value instanceof Long) {
      return "longKey";
    }
    if (value instanceof Boolean) {
      return "booleanKey";
    }
    if (value instanceof Double) {
      return "doubleKey";
    }
    // the only arrays among our attributes are of strings
    return value instanceof List ? "stringArrayKey" : "stringKey";
  }

  /** So that a copy that we do not understand is looked at once only. */
  private static final class Holder {
    final @Nullable LogApi api;

    Holder(Class<?> provider) {
      LogApi made = null;
      try {
        made = new LogApi(provider);
      } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
        // a version of the API that we do not know: our own SDK writes the records
      }
      this.api = made;
    }
  }
}
