package io.ftplens.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.AgentJar;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.suites.EveryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors in every part of the agent: the application's clients see what they see without it. */
class FaultsIT {
  private static final String TAP = "io.ftplens.core.tap.SocketTap";

  private static final List<Class<? extends Throwable>> ERRORS =
      List.of(IllegalStateException.class, OutOfMemoryError.class, StackOverflowError.class);

  /**
   * What these clients do not reach: failed connects, native transports, scattering and gathering,
   * and what is woven for forced passive alone. HookFaultsTest has them.
   */
  private static final Set<String> NOT_CALLED =
      Set.of(
          "onAvailable",
          "onBufferReading",
          "onBuffersAhead",
          "onBuffersRead",
          "onBuffersReading",
          "onConnectFailed",
          "onNativeConnecting",
          "onPassiveModeFailed",
          "onReading",
          "onTlsReading");

  /** What the clients see without an agent, by JDK. */
  private static final Map<Integer, String> WITHOUT = new ConcurrentHashMap<>();

  @TempDir Path directory;

  /** Each method of the tap that a hook calls, with one error after the other. */
  static Stream<Arguments> hooks() throws IOException {
    Set<String> methods = new TreeSet<>();
    byte[] tap = AgentJar.contents().get("inst/" + TAP.replace('.', '/') + ".classdata");
    new ClassReader(tap)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.matches("on[A-Z].*") && !name.equals("onError")) {
                  methods.add(name);
                }
                return null;
              }
            },
            0);
    List<Arguments> all = new ArrayList<>();
    for (String method : methods) {
      all.add(Arguments.of(method, ERRORS.get(all.size() % ERRORS.size())));
    }
    return all.stream();
  }

  private static String without(int jdk) {
    return WITHOUT.computeIfAbsent(
        jdk,
        each -> {
          try (EveryClient clients = EveryClient.few()) {
            return clients.child(jdk).run().expectSuccess().stdout();
          }
        });
  }

  private ChildJvm.Exit run(int jdk, FaultyJar faulty, String arguments) throws IOException {
    Path jar = faulty.to(directory.resolve("faulty.jar"));
    try (EveryClient clients = EveryClient.few();
        OtlpReceiver receiver = OtlpReceiver.start()) {
      ChildJvm.Exit exit =
          clients.child(jdk).agent(jar, arguments).otlp(receiver.endpoint()).run().expectSuccess();
      assertThat(withoutSockets(exit.stdout())).isEqualTo(withoutSockets(without(jdk)));
      return exit;
    }
  }

  /** The exporter has sockets of its own. */
  private static String withoutSockets(String seen) {
    return seen.replaceFirst("sockets \\d+", "sockets");
  }

  private static List<String> linesWith(ChildJvm.Exit exit, String text) {
    return exit.stderr().lines().filter(line -> line.contains(text)).toList();
  }

  /** Told once, however often it happens; and given up if it goes on. */
  private static void saidOnce(ChildJvm.Exit exit) {
    assertThat(linesWith(exit, STEPPED_ASIDE)).hasSize(1);
    assertThat(linesWith(exit, "switched itself off")).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "{1} in {0}")
  @MethodSource("hooks")
  void errorInAHook(String method, Class<? extends Throwable> error) throws IOException {
    ChildJvm.Exit exit =
        run(Jdks.own(), FaultyJar.copy().throwing(TAP, method, error), "otel=none");
    if (!NOT_CALLED.contains(method)) {
      saidOnce(exit);
    }
  }

  private static final String STEPPED_ASIDE = "stepped aside after an error of its own";
  private static final String LISTENING = "sessionStarted transferEnded sessionEnded";
  private static final String OTLP =
      "io.ftplens.shaded.io.opentelemetry.exporter.otlp.http.%s.OtlpHttp%sExporter";

  /** Tells of itself, on standard error or in the log. */
  static Stream<Part> parts() {
    List<Part> all = new ArrayList<>();
    String session = "io.ftplens.protocol.session.FtpSession";
    all.add(said(STEPPED_ASIDE, "io.ftplens.core.log.TransferLogger", LISTENING));
    all.add(said(STEPPED_ASIDE, "io.ftplens.core.runtime.Figures", "transferEnded sessionEnded"));
    all.add(said(STEPPED_ASIDE, session, "sent"));
    all.add(said(STEPPED_ASIDE, session, "received"));
    all.add(said(STEPPED_ASIDE, session, "dataConnected dataClosed tick closed"));
    all.add(said(STEPPED_ASIDE, "io.ftplens.core.tap.Recognizer", "replay"));
    all.add(said(STEPPED_ASIDE, "io.ftplens.core.runtime.Sessions", "startOnce"));
    all.add(said(STEPPED_ASIDE, "io.ftplens.core.runtime.AgentRuntime", "begin"));
    all.add(said("could not go to work", "io.ftplens.core.runtime.AgentRuntime", "<init>"));
    all.add(said("could not start", "io.ftplens.core.hook.HookInstaller", "install"));
    all.add(said("could not start", "io.ftplens.core.hook.BootClasses", "defineHooks"));
    all.add(said("could not start", "io.ftplens.core.config.SettingsReader", "read"));
    all.add(said("cannot write log lines", "io.ftplens.core.log.LineWriter", "write"));
    all.add(said("cannot write log lines", "io.ftplens.core.runtime.AgentThreads", "daemon"));
    all.add(
        new Part(
            STEPPED_ASIDE,
            "io.ftplens.core.force.ForcedPassive",
            "openingDataConnection",
            "otel=none,force-passive=true"));
    all.add(exported(STEPPED_ASIDE, "io.ftplens.otel.ApplicationTelemetry", LISTENING));
    all.add(exported(STEPPED_ASIDE, "io.ftplens.otel.EmbeddedTelemetry", LISTENING));
    all.add(exported("spans are off", "io.ftplens.otel.OtelTelemetryFactory", "create"));
    all.add(exported("export stopped", "io.ftplens.otel.EmbeddedSdk", "start"));
    all.add(exported("export stopped", "io.ftplens.otel.EventWriter", "write"));
    all.add(exported("OTLP export to ", String.format(OTLP, "trace", "Span"), "export"));
    all.add(exported("OTLP export to ", String.format(OTLP, "logs", "LogRecord"), "export"));
    all.add(exported("OTLP export to ", String.format(OTLP, "metrics", "Metric"), "export"));
    return all.stream();
  }

  private static Part said(String said, String className, String methods) {
    return new Part(said, className, methods, "otel=none");
  }

  private static Part exported(String said, String className, String methods) {
    return new Part(said, className, methods, "");
  }

  /**
   * A part of the agent in which everything throws.
   *
   * @param said what a line says
   * @param className the part
   * @param methods all that throw, with blanks between
   * @param arguments of the agent
   */
  private record Part(String said, String className, String methods, String arguments) {
    @Override
    public String toString() {
      return className.substring(className.lastIndexOf('.') + 1) + "." + methods.replace(' ', ',');
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void errorInAPart(Part part) throws IOException {
    FaultyJar faulty = FaultyJar.copy();
    for (String method : part.methods.split(" ", -1)) {
      faulty.throwing(part.className, method, OutOfMemoryError.class);
    }
    ChildJvm.Exit exit = run(Jdks.own(), faulty, part.arguments);
    assertThat(exit.stderr().lines().filter(line -> line.contains(part.said)))
        .as("told, each cause once")
        .isNotEmpty()
        .extracting(line -> line.replaceFirst("^\\S+Z ", ""))
        .doesNotHaveDuplicates();
    assertThat(exit.stderr()).as("no thread of ours died").doesNotContain("Exception in thread");
  }
}
