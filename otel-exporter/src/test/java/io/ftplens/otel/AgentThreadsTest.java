package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our threads, seen from an application that wants to be rid of them. */
class AgentThreadsTest {
  private static final InheritableThreadLocal<Object> LOCAL = new InheritableThreadLocal<>();

  private final CountDownLatch stop = new CountDownLatch(1);

  @AfterEach
  void end() {
    stop.countDown();
    LOCAL.remove();
  }

  @Test
  void threadKeepsNeitherContextLoaderNorThreadLocalsOfItsStarter() {
    CountDownLatch running = new CountDownLatch(1);
    WeakReference<Object> local = new WeakReference<>(new Object());
    WeakReference<ClassLoader> loader = new WeakReference<>(new ClassLoader() {});
    LOCAL.set(local.get());
    Thread.currentThread().setContextClassLoader(loader.get());
    AgentThreads.start(
        new ThreadGroup("ftplens-test"),
        "long-lived",
        () -> {
          running.countDown();
          awaitQuietly(stop);
        });
    LOCAL.remove();
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    awaitQuietly(running);
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(local.get()).isNull();
              assertThat(loader.get()).isNull();
            });
  }

  @Test
  void everyThreadOfTheSdkIsADaemonOfOurGroup() throws Exception {
    Agent agent = new Agent();
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings =
            Settings.endpoint(receiver.endpoint()).with("otel.bsp.schedule.delay", "10")) {
      Telemetry telemetry = agent.start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      await().untilAsserted(() -> assertThat(receiver.spans()).hasSize(1));

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(
              thread -> thread.getName().matches("(?i)(okhttp|okio|batch|periodic|ftplens).*"))
          .hasSizeGreaterThan(3)
          .allMatch(Thread::isDaemon)
          .allMatch(thread -> thread.getThreadGroup().getName().equals("ftplens-test"));
      telemetry.shutdown(Agent.BUDGET_MILLIS);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
