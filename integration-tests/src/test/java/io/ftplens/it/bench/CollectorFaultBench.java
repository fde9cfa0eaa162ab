package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Prints what a collector that fails costs each transfer, compared with one that serves.
 *
 * <p>In each round there is a new JVM with each kind of collector, and they transfer in turn, one
 * batch each, so that what else the machine does meets all of them. A batch is as long as the SDK's
 * own batches, so that each export falls into a batch of its JVM. A JVM is compared with the first
 * one of its round, by the percentiles of all its transfers; what is printed is the median of the
 * rounds, because two JVMs that do the same differ more than their transfers do.
 */
public final class CollectorFaultBench {
  private static final int BATCH = 512;
  private static final int WARM_UP_BATCHES = 5;
  private static final int BATCHES = 6;
  private static final List<String> COLLECTORS =
      List.of("serving", "serving, again", "absent", "silent", "answers 503");

  private CollectorFaultBench() {}

  /** Takes the number of rounds; 15 if there is none. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    Map<String, List<Subject>> all = new LinkedHashMap<>();
    COLLECTORS.forEach(collector -> all.put(collector, new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : round(round)) {
        all.get(subject.name).add(subject);
      }
    }
    System.out.println("| collector | p50 µs | p99 µs | p50, ratio | p99, ratio | min to max |");
    System.out.println("|---|---|---|---|---|---|");
    all.forEach((name, subjects) -> print(name, subjects, all.get(COLLECTORS.get(0))));
  }

  private static List<Subject> round(int round) throws Exception {
    List<Subject> subjects = new ArrayList<>();
    try (OtlpReceiver serving = OtlpReceiver.start();
        OtlpReceiver overloaded = OtlpReceiver.answering(503);
        ServerSocket silent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        ServerSocket absent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
      absent.close();
      Map<String, String> endpoints =
          Map.of(
              "serving", serving.endpoint(),
              "serving, again", serving.endpoint(),
              "absent", "http://127.0.0.1:" + absent.getLocalPort(),
              "silent", "http://127.0.0.1:" + silent.getLocalPort(),
              "answers 503", overloaded.endpoint());
      List<String> order = new ArrayList<>(COLLECTORS);
      Collections.rotate(order, round);
      for (String name : order) {
        subjects.add(new Subject(subjects.size() + 2, name, endpoints.get(name)));
      }
      for (int batch = -WARM_UP_BATCHES; batch < BATCHES; batch++) {
        for (Subject subject : subjects) {
          subject.transfer(batch >= 0);
        }
      }
      for (Subject subject : subjects) {
        subject.end();
      }
    }
    return subjects;
  }

  private static void print(String name, List<Subject> subjects, List<Subject> base) {
    double[] ratios = ratios(subjects, base, 99);
    System.out.printf(
        "| %s | %.0f | %.0f | %.2f | %.2f | %.2f to %.2f |%n",
        name,
        median(subjects.stream().mapToDouble(subject -> subject.percentile(50)).toArray()),
        median(subjects.stream().mapToDouble(subject -> subject.percentile(99)).toArray()),
        median(ratios(subjects, base, 50)),
        median(ratios),
        DoubleStream.of(ratios).min().orElseThrow(),
        DoubleStream.of(ratios).max().orElseThrow());
  }

  private static double[] ratios(List<Subject> subjects, List<Subject> base, int percent) {
    double[] ratios = new double[subjects.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) subjects.get(i).percentile(percent) / base.get(i).percentile(percent);
    }
    return ratios;
  }

  private static double median(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /**
   * A JVM with one kind of collector. Its FTP server has a loopback address of its own (Linux has
   * them all): with one for all, the ports in TIME_WAIT make the kernel search ever longer.
   */
  private static final class Subject {
    private final String name;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ChildJvm.Running child;
    private final List<Integer> micros = new ArrayList<>();
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
        Stream.of(words).skip(1).map(Integer::valueOf).forEach(micros::add);
      }
    }

    void end() throws IOException {
      child.closeStdin();
      child.await().expectSuccess();
      server.close();
      Collections.sort(micros);
    }

    int percentile(int percent) {
      return micros.get(micros.size() * percent / 100);
    }
  }
}
