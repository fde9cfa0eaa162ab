package io.ftplens.it.capture;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Runs a child under the agent while capturing, and compares. */
final class CaptureRun {
  private CaptureRun() {}

  /**
   * Runs it.
   *
   * @param child with everything but the agent and where to report
   * @param ports where servers take control connections
   * @param served what the servers have recorded, asked when the child has ended
   */
  static Result run(ChildJvm child, Set<Integer> ports, Supplier<List<SeenTransfer>> served) {
    return run(child, ports, Set.of(), served);
  }

  /** As above, for clients that reach servers only through these proxies. */
  static Result run(
      ChildJvm child,
      Set<Integer> ports,
      Set<Integer> proxies,
      Supplier<List<SeenTransfer>> served) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Sniffer sniffer = Sniffer.start()) {
      ChildJvm.Exit exit =
          child
              .agent(System.getProperty("ftplens.it.agent.arguments", ""))
              .otlp(receiver.endpoint())
              .run();
      List<SeenTransfer> seen = Truth.of(sniffer.stop(), ports, proxies, served.get());
      return new Result(exit, seen, Comparison.of(seen, receiver.ftpSpans()));
    }
  }

  /**
   * What came of it.
   *
   * @param exit how the child ended
   * @param seen what really happened
   * @param comparison with what the agent told
   */
  record Result(ChildJvm.Exit exit, List<SeenTransfer> seen, Comparison comparison) {}
}
