package io.ftplens.it.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The same programs see the same with and without the agent: bytes, replies, exceptions, options,
 * time-outs, interrupts, what is open and who runs at the end.
 */
class EveryClientIT {
  static final List<Integer> JDKS = Jdks.SUPPORTED;

  @ParameterizedTest(name = "on JDK {0}")
  @FieldSource("JDKS")
  void applicationCannotTell(int jdk) {
    String without;
    try (EveryClient clients = EveryClient.all(jdk)) {
      without = clients.child(jdk).run().expectSuccess().stdout();
    }
    try (EveryClient clients = EveryClient.all(jdk)) {
      ChildJvm.Exit exit = clients.child(jdk).agent("otel=none").run().expectSuccess();
      assertThat(exit.stdout()).isEqualTo(without);
      assertThat(exit.stdout()).contains("flag kept true", "in time true", "sockets ", "done\n");
      assertThat(exit.transferLines()).hasSizeGreaterThan(100);
      System.out.printf(
          "CHECKED: every client on JDK %d: %d transfers, %d lines of the application%n",
          jdk, clients.transfers(), exit.stdout().lines().count());
    }
  }
}
