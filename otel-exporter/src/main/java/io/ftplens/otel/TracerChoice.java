package io.ftplens.otel;

import io.ftplens.protocol.event.ApplicationSdks;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the tracer provider whose SDK is to make the next span.
 *
 * <ol>
 *   <li>A span is current: the SDK that made it, found among those that were seen when they were
 *       built; else the one and only SDK of that copy of the API; else what is set as its global.
 *   <li>No span is current: the official agent, if there is one; else the only SDK; else the one of
 *       the nearest class loader, seen from the thread's context class loader; else the only
 *       global.
 * </ol>
 *
 * Where several would do, none is chosen: a span under the wrong service's name misleads.
 */
final class TracerChoice {
  private final ApplicationSdks sdks;
  private final ApplicationSpans spans;

  TracerChoice(ApplicationSdks sdks, ApplicationSpans spans) {
    this.sdks = sdks;
    this.spans = spans;
  }

  /** The provider for a child of this span, or for a root span; null if ours is to make it. */
  @Nullable Object provider(ApplicationSpans.@Nullable Current current) throws Throwable {
    List<Object> providers = SdkInternals.running(sdks.tracerProviders());
    return current == null ? withoutParent(providers) : ofParent(current, providers);
  }

  /** The logger provider of the SDK that has this tracer provider; null if it is not known. */
  @Nullable WeakReference<Object> loggers(Object tracerProvider) throws Throwable {
    for (Object sdk : sdks.sdks()) {
      Method getTracerProvider = sdk.getClass().getMethod("getSdkTracerProvider");
      Method getLogsBridge = GlobalCopy.logsBridge(sdk.getClass());
      if (getLogsBridge != null && getTracerProvider.invoke(sdk) == tracerProvider) {
        return new WeakReference<>(getLogsBridge.invoke(sdk));
      }
    }
    for (ApiCopy copy : spans.copies()) {
      if (copy.globalProvider() == tracerProvider) {
        Object loggers = copy.globalLoggerProvider();
        return loggers == null ? null : new WeakReference<>(loggers);
      }
    }
    return null;
  }

  private static @Nullable Object ofParent(ApplicationSpans.Current current, List<Object> providers)
      throws Throwable {
    List<Object> sameCopy = new ArrayList<>();
    for (Object provider : providers) {
      Class<?> api = SpanApi.interfaceOf(provider);
      if (api != null && api.getClassLoader() == current.copy().loader()) {
        sameCopy.add(provider);
      }
    }
    for (Object provider : sameCopy) {
      if (SdkInternals.made(provider, current.span())) {
        return provider;
      }
    }
    // after an attach, the one that was built before was not seen
    Object global = current.copy().globalProvider();
    boolean madeByGlobal = global != null && SdkInternals.made(global, current.span());
    return sameCopy.size() == 1 && !madeByGlobal ? sameCopy.get(0) : global;
  }

  private @Nullable Object withoutParent(List<Object> providers) throws Throwable {
    List<Object> globals = new ArrayList<>();
    for (ApiCopy copy : spans.copies()) {
      Object global = copy.globalProvider();
      if (global != null && copy.loader() == null) {
        return global; // only an agent puts a copy into the boot loader
      }
      if (global != null) {
        globals.add(global);
      }
    }
    if (providers.size() > 1) {
      return nearest(providers);
    }
    if (providers.size() == 1) {
      return providers.get(0);
    }
    return globals.size() == 1 ? globals.get(0) : nearest(globals);
  }

  private static @Nullable Object nearest(List<Object> providers) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (; loader != null; loader = loader.getParent()) {
      Object found = null;
      int count = 0;
      for (Object provider : providers) {
        if (provider.getClass().getClassLoader() == loader) {
          found = provider;
          count++;
        }
      }
      if (count > 0) {
        return count == 1 ? found : null;
      }
    }
    return null;
  }
}
