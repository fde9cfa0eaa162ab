package io.ftplens.it.hosts;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that checks itself has no more to say with the agent than without. */
class CheckedJvmIT {
  private static final List<Integer> JDKS = List.of(8, 17, 25);
  private static final List<String> CHECKS =
      List.of(
          "-Xcheck:jni",
          // so small a new generation is collected often
          "-Xmx64m -Xmn8m -XX:+UnlockDiagnosticVMOptions -XX:+VerifyBeforeGC -XX:+VerifyAfterGC",
          // the JDK's own classes, as we weave them
          "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal");

  private final HostRun run = new HostRun();

  @AfterEach
  void close() {
    run.close();
  }

  static Stream<Arguments> checks() {
    return JDKS.stream().flatMap(jdk -> CHECKS.stream().map(options -> Arguments.of(jdk, options)));
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("checks")
  void findsNothing(int jdk, String options) throws IOException {
    String server = ",plain,127.0.0.1," + run.ftpPort();
    run.endsByItself(
        () ->
            ChildJvm.on(jdk)
                .jvmArgs(options.split(" "))
                .classPath(Artifacts.commonsNet("3.13.0"))
                .main("CommonsNetApp", "a,active" + server, "p,passive" + server));
  }
}
