package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.bench.LoadedClasses;
import io.ftplens.it.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
