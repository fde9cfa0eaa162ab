package io.ftplens.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatcherTest {
  @Test
  void whatWaitsIsWrittenBeforeTheEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Watcher watcher = new Watcher(out);
    watcher.line("one");
    watcher.line("two");
    watcher.close();
    watcher.run();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsSubsequence("one", "two");
  }

  @Test
  void whatASlowWatcherDoesNotTakeIsCountedAndNeverWaitedFor() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Watcher watcher = new Watcher(new Slow(written, slow));
    Thread thread = new Thread(watcher::run);
    thread.start();
    int lines = 3 * Watcher.LONGEST_QUEUE;
    for (int i = 0; i < lines; i++) {
      watcher.line("line " + i);
    }
    slow.countDown();
    watcher.close();
    thread.join();
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("log lines were dropped: the watching terminal is too slow");
    assertThat(text.lines().filter(line -> line.startsWith("line ")).count())
        .isBetween((long) Watcher.LONGEST_QUEUE, (long) lines - 1);
  }

  @Test
  void theOtherSidesEndEndsIt() {
    Watcher watcher =
        new Watcher(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            });
    watcher.line("one");
    watcher.run();
  }

  @Test
  void thereMayBeSoManyAndNoMore() {
    Watchers watchers = new Watchers();
    for (int i = 0; i < Watchers.MOST_WATCHERS; i++) {
      assertThat(watchers.add(new Watcher(new ByteArrayOutputStream()))).isTrue();
    }
    Watcher late = new Watcher(new ByteArrayOutputStream());
    assertThat(watchers.add(late)).isFalse();
    watchers.close();
    assertThat(watchers.count()).isZero();
    assertThat(watchers.add(late)).isTrue();
  }

  /** A terminal that stands still until it is let go. */
  private static final class Slow extends OutputStream {
    private final OutputStream out;
    private final CountDownLatch latch;

    Slow(OutputStream out, CountDownLatch latch) {
      this.out = out;
      this.latch = latch;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      out.write(bytes, offset, length);
    }
  }
}
