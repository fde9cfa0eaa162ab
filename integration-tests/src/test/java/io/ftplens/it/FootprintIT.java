package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.bench.LoadedClasses;
import io.ftplens.it.bench.Programs;
import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM without sockets loads of us. Counts do not depend on the machine. */
class FootprintIT {
  private static final int MOST_OF_OURS = 30;

  /** The JDK's own classes included, of which the empty agent has those that every agent needs. */
  private static final int MOST_MORE_THAN_AN_EMPTY_AGENT = 60;

  private static Programs programs;

  @BeforeAll
  static void makeJars() throws IOException {
    programs = new Programs();
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void withoutSocketsNothingIsWoven(int jdk) {
    LoadedClasses loaded = loaded(jdk, jvm -> jvm.agent(""), "Empty");
    List<String> ours = loaded.names(LoadedClasses::isOurs);
    assertThat(ours)
        .hasSizeBetween(15, MOST_OF_OURS)
        .contains("io.ftplens.agent.FtplensAgent", "io.ftplens.core.hook.HookInstaller")
        .noneMatch(name -> name.startsWith("io.ftplens.core.tap."));
    assertThat(loaded.names(LoadedClasses::isAsm)).isEmpty();
    assertThat(loaded.names(LoadedClasses::isForFtp)).isEmpty();

    LoadedClasses floor =
        loaded(jdk, jvm -> jvm.jvmArgs("-javaagent:" + programs.emptyPremain()), "Empty");
    assertThat(loaded.count() - floor.count())
        .as("classes, over those of an agent that does nothing")
        .isLessThanOrEqualTo(MOST_MORE_THAN_AN_EMPTY_AGENT);
  }

  /** On JDK 25 that loads the class of channels, which is woven when one is opened. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void whoReadsAFileHasNothingWoven(int jdk) {
    LoadedClasses reading = loaded(jdk, jvm -> jvm.agent(""), "ReadsFile");
    assertThat(reading.names(LoadedClasses::isAsm)).isEmpty();
    LoadedClasses opening = loaded(jdk, jvm -> jvm.agent(""), "ReadsFile", "channel");
    assertThat(opening.names(LoadedClasses::isAsm)).isNotEmpty();
  }

  private static LoadedClasses loaded(
      int jdk, UnaryOperator<ChildJvm> agent, String main, String... arguments) {
    ChildJvm jvm =
        ChildJvm.on(jdk)
            .classPath(List.of(programs.application()))
            .jvmArgs(LoadedClasses.option(jdk))
            .program("io.ftplens.it.app.bench." + main, List.of(arguments));
    return LoadedClasses.in(agent.apply(jvm).run().expectSuccess().stdout());
  }
}
