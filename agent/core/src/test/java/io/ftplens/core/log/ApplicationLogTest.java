package io.ftplens.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ApplicationLogTest {
  private final List<String> fallback = new CopyOnWriteArrayList<>();
  private final Loggers loggers = new Loggers();
  private final ApplicationLog log =
      new ApplicationLog(loggers, fallback::add, task -> new Thread(task).start());

  private void log(String text) {
    log.log(event(text, Origin.UNKNOWN));
  }

  private static LogEvent event(String text, Origin origin) {
    return new LogEvent(Level.INFO, "test", text, null, null, origin);
  }

  @Test
  void linesWaitAndComeInOrder() {
    loggers.why = ApplicationLoggers.WhyNot.NOT_INITIALISED;
    log("a");
    log("b");
    log.flush(10_000);
    assertThat(loggers.written).isEmpty();
    loggers.why = null;
    log("c");
    log.flush(10_000);
    assertThat(loggers.written).containsExactly("a", "b", "c");
    assertThat(fallback).isEmpty();
  }

  @Test
  void moreThanMayWaitGoToTheFallbackInOrder() {
    loggers.why = ApplicationLoggers.WhyNot.ABSENT;
    List<String> expected = new ArrayList<>();
    for (int i = 0; i <= ApplicationLog.MOST_WAITING; i++) {
      log("line " + i);
      expected.add("line " + i);
      log.flush(10_000);
    }
    assertThat(fallback.get(0)).startsWith("ftplens: log lines are written here");
    assertThat(fallback.subList(1, fallback.size()))
        .extracting(line -> line.substring(line.indexOf(" - ") + 3))
        .isEqualTo(expected);
  }

  @Test
  void whatWaitsAtTheEndGoesToTheFallbackWithTheReason() {
    loggers.why = ApplicationLoggers.WhyNot.ABSENT;
    log("a");
    log.close(10_000);
    log("b");
    assertThat(fallback).hasSize(3);
    assertThat(fallback.get(0)).contains("has loaded no SLF4J");
    assertThat(fallback.get(1)).endsWith(" - a");
    assertThat(fallback.get(2)).endsWith(" - b");
  }

  @Test
  void failureIsCountedAndSaidOnceAndTheLineIsNotLost() {
    loggers.failure = new LinkageError("appender");
    log("a");
    log("b");
    log.flush(10_000);
    assertThat(log.failures()).isEqualTo(2);
    assertThat(fallback).hasSize(3);
    assertThat(fallback.get(0)).contains("threw java.lang.LinkageError: appender");
  }

  @Test
  void blockedAppenderHoldsNobodyUpAndWhatWaitsIsNotLost() {
    loggers.blocked = new CountDownLatch(1);
    log("a");
    log("b");
    log.close(50);
    loggers.blocked.countDown();
    assertThat(fallback).last().asString().endsWith(" - b");
  }

  @Test
  void backEndThatDoesNotTellItsEndIsNotTrustedAtTheEnd() {
    loggers.tells = false;
    log("a");
    log.flush(10_000);
    log.end();
    log("b");
    log.close(10_000);
    assertThat(loggers.written).containsExactly("a");
    assertThat(fallback).last().asString().endsWith(" - b");
  }

  @Test
  void whatTheApplicationsLoggingDoesItselfIsNotLoggedThere() {
    log.log(event("a", Origin.ofOurWriting()));
    log.flush(10_000);
    assertThat(loggers.written).isEmpty();
    assertThat(fallback).hasSize(1);
  }

  private static final class Loggers implements ApplicationLoggers, ApplicationLoggers.Writer {
    final List<String> written = new CopyOnWriteArrayList<>();
    volatile WhyNot why;
    volatile Throwable failure;
    volatile boolean tells = true;
    volatile CountDownLatch blocked;

    @Override
    public void look() {}

    @Override
    public Writer writer(LogEvent event) {
      return why == null ? this : null;
    }

    @Override
    public WhyNot whyNot(LogEvent event) {
      return why;
    }

    @Override
    public boolean write(LogEvent event) throws Throwable {
      if (failure != null) {
        throw failure;
      }
      if (blocked != null) {
        blocked.await();
      }
      written.add(event.text());
      return true;
    }

    @Override
    public boolean tellsItsEnd() {
      return tells;
    }
  }
}
