package io.ftplens.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  private Thread thread;

  private LineWriter start(OutputStream out) {
    LineWriter writer = new LineWriter(out, "test");
    thread = new Thread(writer::run);
    thread.start();
    return writer;
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void linesComeInOrderAndAreThereAfterAFlush() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = start(out);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      writer.line("line " + i);
      expected.append("line ").append(i).append('\n');
    }
    writer.flush(60_000);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void aBlockedDestinationBlocksNobodyAndTheLossIsTold() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    LineWriter writer =
        start(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError("lines are written whole");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                  blocked.countDown();
                  open.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                seen.write(bytes, offset, length);
              }
            });
    writer.line("first");
    blocked.await();
    for (int i = 0; i < LineWriter.LONGEST_QUEUE + 5; i++) {
      writer.line("x");
    }
    open.countDown();
    writer.flush(60_000);
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .startsWith("first\n")
        .contains("ftplens: 5 log lines were dropped: test did not take them fast enough\n");
  }

  @Test
  void anErrorCostsTheLinesOfThatWriteAlone() {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    AtomicInteger writes = new AtomicInteger();
    LineWriter writer =
        start(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError("lines are written whole");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                if (writes.getAndIncrement() == 0) {
                  throw new OutOfMemoryError("on purpose");
                }
                seen.write(bytes, offset, length);
              }
            });
    writer.line("lost");
    writer.flush(60_000);
    writer.line("written");
    writer.flush(60_000);
    assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("written\n");
  }
}
