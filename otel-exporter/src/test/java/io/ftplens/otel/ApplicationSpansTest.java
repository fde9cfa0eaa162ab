package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The application's current span, in a copy of the API that is not ours. */
class ApplicationSpansTest {
  @Test
  void currentSpanOfTheApplicationIsTheParent() throws Exception {
    ApplicationApi application = new ApplicationApi();
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Agent agent = new Agent();
      Telemetry telemetry = agent.start();
      TraceContext trace =
          application.inSpan(
              true,
              () -> {
                agent.loaded(application.loadedClasses());
                return telemetry.capture();
              });
      assertThat(trace.traceId()).isEqualTo(application.traceId());
      assertThat(trace.parentSpanId()).isEqualTo(application.spanId());
      assertThat(trace.sampled()).isTrue();

      telemetry.transferEnded(Samples.download(trace).build());
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      telemetry.shutdown(Agent.BUDGET_MILLIS);
      assertThat(receiver.spans()).hasSize(2);
      assertThat(Otlp.hex(receiver.spans().get(0).getParentSpanId()))
          .isEqualTo(application.spanId());
      assertThat(receiver.spans().get(1).getParentSpanId().isEmpty()).isTrue();
    }
  }

  @Test
  void unsampledParentIsToldAsSuch() throws Exception {
    ApplicationApi application = new ApplicationApi();
    ApplicationSpans.Current current =
        application.inSpan(
            false, () -> new ApplicationSpans(application::loadedClasses, () -> 0).current());
    assertThat(current).isNotNull();
    assertThat(current.sampled()).isFalse();
  }

  @Test
  void eachCopyIsAskedInTurn() throws Exception {
    ApplicationApi idle = new ApplicationApi();
    ApplicationApi busy = new ApplicationApi();
    idle.inSpan(true, () -> "its context is in use, but not in this moment");
    Supplier<Class<?>[]> both =
        () -> {
          Class<?>[] first = idle.loadedClasses();
          Class<?>[] second = busy.loadedClasses();
          Class<?>[] all = new Class<?>[first.length + second.length];
          System.arraycopy(first, 0, all, 0, first.length);
          System.arraycopy(second, 0, all, first.length, second.length);
          return all;
        };
    ApplicationSpans.Current current =
        busy.inSpan(true, () -> new ApplicationSpans(both, () -> 0).current());
    assertThat(current).isNotNull();
  }

  @Test
  void copyThatIsNotInUseIsLeftAlone() throws Exception {
    ApplicationApi application = new ApplicationApi();
    application.loadSpan();
    int before = application.loadedClasses().length;

    assertThat(new ApplicationSpans(application::loadedClasses, () -> 0).current()).isNull();
    assertThat(application.loadedClasses()).hasSize(before);
  }

  @Test
  void nothingIsLoadedInTheApplicationToAskIt() throws Exception {
    ApplicationApi application = new ApplicationApi();
    int loaded =
        application.inSpan(
            true,
            () -> {
              int before = application.loadedClasses().length;
              assertThat(new ApplicationSpans(application::loadedClasses, () -> 0).current())
                  .isNotNull();
              return application.loadedClasses().length - before;
            });
    assertThat(loaded).isZero();
  }

  @Test
  void copyThatIsLoadedLaterIsFound() throws Exception {
    ApplicationApi application = new ApplicationApi();
    ApplicationSpans spans = new ApplicationSpans(application::loadedClasses, () -> 0);
    assertThat(spans.current()).isNull();
    application.inSpan(
        true,
        () -> {
          await()
              .pollInSameThread() // a span is current in a thread
              .untilAsserted(() -> assertThat(spans.current()).isNotNull());
          return null;
        });
  }

  @Test
  void looksThroughTheClassesSeldom() {
    AtomicInteger scans = new AtomicInteger();
    ApplicationSpans spans =
        new ApplicationSpans(
            () -> {
              scans.incrementAndGet();
              return new Class<?>[0];
            },
            () -> 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(spans.current()).isNull();
      spans.scanIfDue();
    }
    assertThat(scans.get()).isEqualTo(1);
  }

  @Test
  void failureToLookIsNobodysProblem() {
    ApplicationSpans spans =
        new ApplicationSpans(
            () -> {
              throw new IllegalStateException("no");
            },
            () -> 0);
    assertThat(spans.current()).isNull();
  }

  @Test
  void loaderOfAnUndeployedApplicationIsCollected() throws Exception {
    AtomicInteger deployed = new AtomicInteger();
    Class<?>[][] loaded = {{}};
    ApplicationSpans spans = new ApplicationSpans(() -> loaded[0], () -> 0);
    WeakReference<ClassLoader> loader = deployAndAsk(spans, loaded, deployed);
    assertThat(deployed.get()).isEqualTo(1);
    loaded[0] = new Class<?>[0];
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
            });
    assertThat(spans.current()).isNull();
  }

  private static WeakReference<ClassLoader> deployAndAsk(
      ApplicationSpans spans, Class<?>[][] loaded, AtomicInteger deployed) throws Exception {
    ApplicationApi application = new ApplicationApi();
    application.inSpan(
        true,
        () -> {
          loaded[0] = application.loadedClasses();
          if (spans.current() != null) {
            deployed.incrementAndGet();
          }
          return null;
        });
    return new WeakReference<>(application.loader());
  }
}
