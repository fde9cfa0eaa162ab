package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.bench.LoadedClasses;
import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM without FTP pays, as far as it does not depend on the machine. */
class LightnessIT {
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void readsAndWritesAllocateNothing(int jdk) {
    String kinds = "socket,channel,non-blocking";
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("")
            .property("bench.scale", "0.05")
            .main("bench.Exchange", kinds)
            .run()
            .expectSuccess();
    List<String> expected = new ArrayList<>();
    for (String kind : kinds.split(",", -1)) {
      expected.add(kind + ".1B.allocated 0.000");
      expected.add(kind + ".64KiB.allocated 0.000");
    }
    assertThat(exit.stdout().lines().filter(line -> line.contains(".allocated ")).toList())
        .as("bytes allocated by a read and a write of each end")
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "a {1} on JDK {0}")
  @CsvSource({"8,socket", "17,socket", "25,socket", "8,channel", "17,channel", "25,channel"})
  void aConnectionThatIsNotFtpAllocatesLittle(int jdk, String kind) {
    double without = allocatedByConnection(ChildJvm.on(jdk), kind);
    double with = allocatedByConnection(ChildJvm.on(jdk).agent(""), kind);
    assertThat(with - without)
        .as("bytes that connect, greet, close allocates, beyond the %s without the agent", without)
        .isPositive()
        .isLessThanOrEqualTo(328);
  }

  /** Before the compiler has done away with anything, so that equal runs allocate the same. */
  private static double allocatedByConnection(ChildJvm jvm, String kind) {
    String name = "young.allocated ";
    return jvm.property("bench.scale", "0.05")
        .main("bench.Greetings", kind)
        .run()
        .expectSuccess()
        .stdout()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void whatOnlyFtpNeedsIsNotLoaded(int jdk) {
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .agent("")
            .jvmArgs(LoadedClasses.option(jdk))
            .main("bench.OpensSocket")
            .run()
            .expectSuccess();
    LoadedClasses loaded = LoadedClasses.in(exit.stdout());
    assertThat(loaded.count(LoadedClasses::isOurs)).as("classes of ftplens").isPositive();
    assertThat(loaded.names(LoadedClasses::isForFtp))
        .as("classes of Byte Buddy, OpenTelemetry and what it needs")
        .isEmpty();
  }
}
