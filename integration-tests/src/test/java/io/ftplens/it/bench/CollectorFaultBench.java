package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Prints what a collector that fails costs each transfer, compared with one that serves.
 *
 * <p>A JVM with each kind of collector is kept, and they transfer in turn, one batch each, so that
 * what else the machine does meets all of them. A batch is as long as the SDK's own batches, so
 * that each export falls into a batch of its JVM. The percentiles are those of all transfers.
 */
public final class CollectorFaultBench {
  private static final int BATCH = 512;
  private static final int WARM_UP_BATCHES = 5;

  private CollectorFaultBench() {}

  /** Takes the number of batches; 20 if there is none. */
  public static void main(String[] args) throws Exception {
    int batches = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    try (OtlpReceiver serving = OtlpReceiver.start();
        OtlpReceiver overloaded = OtlpReceiver.answering(503);
        ServerSocket silent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        ServerSocket absent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
      absent.close();
      List<Subject> subjects =
          List.of(
              new Subject(2, "serving", serving.endpoint()),
              new Subject(3, "serving, again", serving.endpoint()),
              new Subject(4, "absent", "http://127.0.0.1:" + absent.getLocalPort()),
              new Subject(5, "silent", "http://127.0.0.1:" + silent.getLocalPort()),
              new Subject(6, "answers 503", overloaded.endpoint()));
      for (int batch = -WARM_UP_BATCHES; batch < batches; batch++) {
        for (Subject subject : subjects) {
          subject.transfer(batch >= 0);
        }
      }
      System.out.println("| collector | p50 µs | p99 µs | p50, ratio | p99, ratio |");
      System.out.println("|---|---|---|---|---|");
      for (Subject subject : subjects) {
        subject.end();
        subject.print(subjects.get(0));
      }
    }
  }

  /**
   * A JVM with one kind of collector. Its FTP server has a loopback address of its own (Linux has
   * them all): with one for all, the ports in TIME_WAIT make the kernel search ever longer.
   */
  private static final class Subject {
    private final String name;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ChildJvm.Running child;
    private final List<List<Integer>> batches = new ArrayList<>();
    private final RecordingFtpServer server;

    Subject(int host, String name, String endpoint) throws IOException {
      this.name = name;
      server = RecordingFtpServer.on("127.0.0." + host);
      child =
          ChildJvm.on(Jdks.own())
              .agent("log.level=warn")
              .otlp(endpoint)
              .main("TimedApp", "t,PASV,plain,127.0.0." + host + "," + server.port())
              .onStdout(lines::add)
              .start();
    }

    void transfer(boolean timed) throws Exception {
      child.type(String.valueOf(BATCH));
      String[] words = lines.take().split(" "); // the first is "micros"
      if (timed) {
        batches.add(Stream.of(words).skip(1).map(Integer::valueOf).sorted().toList());
      }
    }

    void end() throws IOException {
      child.closeStdin();
      child.await().expectSuccess();
      server.close();
    }

    void print(Subject base) {
      System.out.printf(
          "| %s | %d | %d | %.2f | %.2f |%n",
          name, percentile(50), percentile(99), ratio(base, 50), ratio(base, 99));
    }

    private double ratio(Subject base, int percent) {
      return (double) percentile(percent) / base.percentile(percent);
    }

    private int percentile(int percent) {
      return batches.stream()
          .map(batch -> batch.get(batch.size() * percent / 100))
          .sorted()
          .toList()
          .get(batches.size() / 2);
    }
  }
}
