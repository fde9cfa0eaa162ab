package io.ftplens.it.demo;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.LogLine;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.otlp.SpanData;
import io.ftplens.it.server.ApacheServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Shows what ftplens sees: a real server, an unchanged application, the agent's own output. */
public final class Demo {
  /** Command, mode and setup of each transfer that the application makes, in its order. */
  private static final List<String> EXPECTED =
      List.of(
          "RETR active PORT /orders/new.csv",
          "RETR passive PASV /orders/changed.csv",
          "LIST active PORT /invoices",
          "RETR active PORT /invoices/2026-10.csv",
          "RETR passive PASV /invoices/2026-11.csv",
          "STOR passive PASV /outbox/receipt.txt",
          "RETR passive EPSV rates.xml",
          "STOR active PORT /outbox/ledger.bin",
          "RETR passive PASV /archive.zip");

  private final Terminal terminal = new Terminal();
  private final String backend = System.getProperty("otlp.endpoint", "").trim();

  private Demo() {}

  /** Runs the demo; the exit code is 0 if every transfer was seen. */
  public static void main(String[] args) throws IOException {
    System.exit(new Demo().run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    Path files = prepareFiles();
    try (ApacheServer server = ApacheServer.serving(files);
        OtlpReceiver receiver = OtlpReceiver.start()) {
      String endpoint = backend.isEmpty() ? receiver.endpoint() : backend;
      terminal.heading("ftplens: what FTP does in a JVM");
      terminal.line("  server       Apache FtpServer at 127.0.0.1:" + server.port());
      terminal.line("  collector    " + (backend.isEmpty() ? "in this process" : backend));
      terminal.line("  application  java -javaagent:ftplens-agent.jar -cp billing.jar BillingApp");
      terminal.heading("The application at work, and the agent's log as it comes");
      ChildJvm.Exit exit =
          ChildJvm.on(Path.of(System.getProperty("java.home")))
              .agent("")
              .otlp(endpoint)
              .env("OTEL_SERVICE_NAME", "billing")
              .classPath(Artifacts.commonsNet("3.13.0"))
              .classPath(Artifacts.jars("(opentelemetry-(?!proto)|okhttp|okio|kotlin).*\\.jar"))
              .main("BillingApp", endpoint, String.valueOf(server.port()))
              .onStdout(line -> terminal.line("billing: " + line))
              .onStderr(line -> terminal.wrapped("  ", line))
              .run();
      List<LogLine> lines = exit.transferLines();
      table(lines);
      spans(receiver.spans());
      return verdict(exit, lines, receiver);
    }
  }

  private static Path prepareFiles() throws IOException {
    Path root = Files.createTempDirectory(Files.createDirectories(Artifacts.target()), "demo");
    for (String directory : List.of("invoices", "outbox", "orders")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.writeString(root.resolve("invoices/2026-10.csv"), "number;amount\n".repeat(1_800));
    Files.writeString(root.resolve("invoices/2026-11.csv"), "number;amount\n".repeat(5_200));
    Files.writeString(root.resolve("rates.xml"), "<rate currency='EUR'>1</rate>\n".repeat(300));
    Files.write(root.resolve("archive.zip"), new byte[1_048_576]);
    Files.writeString(root.resolve("orders/new.csv"), "order;customer\n".repeat(700));
    Files.writeString(root.resolve("orders/changed.csv"), "order;customer\n".repeat(90));
    return root;
  }

  private void table(List<LogLine> lines) {
    terminal.heading("The transfers (local end of the data connection on the left)");
    List<List<String>> rows = new ArrayList<>();
    for (LogLine line : lines) {
      boolean inbound = "inbound".equals(line.get("direction"));
      rows.add(
          Stream.of(
                  line.get("command"),
                  line.get("mode"),
                  line.get("setup"),
                  line.get("direction"),
                  line.get("data.local")
                      + " "
                      + terminal.arrow(inbound)
                      + " "
                      + line.get("data.peer"),
                  grouped(line.get("size")),
                  line.get("reply"),
                  line.get("path"))
              .map(cell -> cell == null ? "" : cell)
              .toList());
    }
    terminal.table(
        List.of(
            "command", "mode", "setup", "direction", "data connection", "bytes", "reply", "path"),
        rows);
  }

  private static String grouped(String size) {
    return size == null ? "" : String.format(Locale.ROOT, "%,d", Long.parseLong(size));
  }

  private void spans(List<SpanData> spans) {
    if (!backend.isEmpty()) {
      terminal.heading("The spans");
      terminal.line("  They went to " + backend + ". Look there for the service \"billing\":");
      terminal.line("  nine spans \"FTP ...\", two of them below \"nightly import\".");
      return;
    }
    terminal.heading("The spans, as an OTLP receiver got them");
    new SpanTree(terminal, spans).print();
  }

  private boolean verdict(ChildJvm.Exit exit, List<LogLine> lines, OtlpReceiver receiver) {
    List<String> missing = new ArrayList<>();
    if (exit.code() != 0) {
      missing.add("the application ended with exit code " + exit.code());
    }
    List<String> seen =
        lines.stream()
            .map(
                l ->
                    String.join(
                        " ", l.get("command"), l.get("mode"), l.get("setup"), l.get("path")))
            .toList();
    for (String expected : EXPECTED) {
      if (!seen.contains(expected)) {
        missing.add("no log line for: " + expected);
      }
    }
    if (backend.isEmpty()) {
      checkSpans(receiver.spans(), missing);
    }
    terminal.heading(
        missing.isEmpty()
            ? "All "
                + EXPECTED.size()
                + " transfers were seen, each with its log line and its span."
            : "The demo failed:");
    missing.forEach(each -> terminal.line("  " + each));
    return missing.isEmpty();
  }

  private static void checkSpans(List<SpanData> spans, List<String> missing) {
    List<SpanData> ours = spans.stream().filter(s -> s.scope().equals("io.ftplens")).toList();
    if (ours.size() != EXPECTED.size()) {
      missing.add("expected " + EXPECTED.size() + " spans, received " + ours.size());
    }
    String parent =
        spans.stream()
            .filter(span -> span.name().equals("nightly import"))
            .min(Comparator.comparing(SpanData::name))
            .map(SpanData::spanId)
            .orElse("none");
    long below = ours.stream().filter(span -> span.parentSpanId().equals(parent)).count();
    if (below != 2) {
      missing.add("expected 2 spans below \"nightly import\", received " + below);
    }
  }
}
