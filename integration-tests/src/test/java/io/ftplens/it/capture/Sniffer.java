package io.ftplens.it.capture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Captures the loopback interface with dumpcap from its construction until it is stopped. */
final class Sniffer implements AutoCloseable {
  /** Longer than any control line of these tests; data connections need no payload. */
  private static final String SNAP_LENGTH = "2048";

  private static final String BUFFER_MIB = "64";

  /** The kernel hands packets over in blocks, and a block at the latest after this time. */
  private static final long LAST_BLOCK_MILLIS = 600;

  private static final Pattern DROPPED =
      Pattern.compile("received/dropped on interface '[^']*': \\d+/(\\d+)");
  private static final String UNAVAILABLE = tryOut();

  private final Path file;
  private final Process process;
  private final StringBuilder messages = new StringBuilder();
  private final CountDownLatch capturing = new CountDownLatch(1);
  private final Thread reader;

  private Sniffer() throws IOException {
    file = Files.createTempFile("ftplens-capture", ".pcapng");
    process =
        new ProcessBuilder(
                "dumpcap",
                "-q",
                "-i",
                "lo",
                "-f",
                "tcp",
                "-s",
                SNAP_LENGTH,
                "-B",
                BUFFER_MIB,
                "-w",
                file.toString())
            .redirectErrorStream(true)
            .start();
    reader = new Thread(this::read, "dumpcap");
    reader.setDaemon(true);
    reader.start();
  }

  /** Skips the calling test, and says why, where nothing can be captured. */
  static void assumeAvailable() {
    if (UNAVAILABLE != null) {
      System.out.println("SKIPPED: no packet capture: " + UNAVAILABLE);
    }
    assumeTrue(UNAVAILABLE == null, UNAVAILABLE);
  }

  /** Begins to capture. */
  static Sniffer start() {
    try {
      Sniffer sniffer = new Sniffer();
      if (!sniffer.capturing.await(20, TimeUnit.SECONDS)) {
        sniffer.close();
        throw new AssertionError("dumpcap does not capture: " + sniffer.messages());
      }
      return sniffer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String tryOut() {
    for (List<String> command : List.of(List.of("dumpcap", "-v"), List.of("tshark", "-v"))) {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.waitFor();
      } catch (IOException e) {
        return command.get(0) + " is not installed";
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    try (Sniffer sniffer = new Sniffer()) {
      boolean works = sniffer.capturing.await(20, TimeUnit.SECONDS) && sniffer.process.isAlive();
      return works ? null : "dumpcap may not capture here: " + sniffer.messages();
    } catch (IOException | InterruptedException e) {
      return "dumpcap does not work here: " + e;
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (messages) {
          messages.append(line).append('\n');
        }
        if (line.startsWith("File:")) {
          capturing.countDown();
        }
      }
    } catch (IOException e) {
      synchronized (messages) {
        messages.append(e);
      }
    }
  }

  private String messages() {
    synchronized (messages) {
      return messages.toString();
    }
  }

  /** Ends the capture and returns its file, in which no packet may be missing. */
  Path stop() {
    try {
      Thread.sleep(LAST_BLOCK_MILLIS);
      // Not Process.destroy: that would close the stream that says what was dropped.
      process.toHandle().destroy();
      process.waitFor();
      reader.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Matcher dropped = DROPPED.matcher(messages());
    if (!dropped.find() || !dropped.group(1).equals("0")) {
      throw new AssertionError("the capture is not complete: " + messages());
    }
    return file;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
