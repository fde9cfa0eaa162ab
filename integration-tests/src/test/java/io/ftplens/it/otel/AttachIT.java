package io.ftplens.it.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attached to a JVM that runs, whatever OpenTelemetry is in it. */
class AttachIT {
  /** An SDK that was built before is found once it is global. */
  @ParameterizedTest(name = "SDKs {0} from before and after, JDK {1}")
  @CsvSource({"1.10.0, 8", "1.20.0, 17", "1.40.0, 25", "current, 8", "current, 17", "current, 25"})
  void sdksOfBeforeAndAfter(String version, int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      situation.runAndAttach(
          situation
              .jvm(jdk)
              .classPath(Libraries.sdk(version))
              .main(
                  "TracingApp",
                  situation.arguments(
                      "PASV",
                      "sdk=before",
                      "wait=",
                      "span=of-before",
                      "root=rootless",
                      "set-global=",
                      "span=of-global",
                      "root=global-rootless",
                      "sdk=after",
                      "span=of-after",
                      "get-global=",
                      "span=of-before-again")));
      situation.madeByUs("of-before");
      situation.madeByUs("rootless");
      situation.madeByApplication("of-global", "before");
      situation.madeByApplication("global-rootless", "before");
      situation.madeByApplication("of-after", "after");
      situation.madeByApplication("of-before-again", "before");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "no OpenTelemetry, JDK {0}")
  @ValueSource(ints = {8, 25})
  void withoutOpenTelemetry(int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      String session = situation.arguments("PASV").get(1);
      situation.runAndAttach(
          situation.jvm(jdk).main("PromptedApp", "socket"),
          List.of("open " + session, "get 0 /get/alone-1000.bin"));
      situation.hasNoParent("alone");
      situation.madeByUs("alone");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "API without SDK, JDK {0}")
  @ValueSource(ints = {17, 25})
  void apiWithoutSdk(int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      situation.runAndAttach(
          situation
              .jvm(jdk)
              .classPath(Libraries.api())
              .main(
                  "TracingApp",
                  situation.arguments("PORT", "wait=", "root=alone", "remote=from-afar")));
      situation.madeByUs("alone");
      situation.madeByUs("from-afar");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "web application, JDK {0}")
  @ValueSource(ints = 25)
  void webApplicationWithAnSdk(int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      situation.runAndAttach(
          situation
              .jvm(jdk)
              .main(
                  "WebAppsApp",
                  ApplicationSdkIT.webApplication(
                      Libraries.CURRENT,
                      situation.arguments(
                          "PASV", "sdk=inside", "set-global=", "wait=", "span=a", "root=b"))));
      situation.madeByApplication("a", "inside");
      situation.madeByApplication("b", "inside");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "official agent, JDK {0}")
  @ValueSource(ints = {17, 25})
  void besideTheOfficialAgent(int jdk, @TempDir Path directory) throws Exception {
    try (Situation situation = new Situation()) {
      ChildJvm jvm =
          situation
              .namelessJvm(jdk)
              .jvmArgs("-javaagent:" + Libraries.officialAgent())
              .classPath(Libraries.sdk(Libraries.CURRENT))
              .main(
                  "TracingApp",
                  situation.arguments("PASV", "wait=", "root=a", "get-global=", "span=b"));
      OfficialAgentIT.configure(jvm, situation.applicationEndpoint(), directory);
      situation.runAndAttach(jvm);
      for (String transfer : List.of("a", "b")) {
        situation.madeAndLoggedByApplication(transfer, OfficialAgentIT.SERVICE);
      }
      situation.nothingElse();
    }
  }

  /** The command line says so, and nothing is there twice. */
  @ParameterizedTest(name = "{0} before, JDK {1}, idle so far: {2}")
  @CsvSource({"EXTENSION, 17, true", "EXTENSION_AND_AGENT, 25, false"})
  void whereItIsAlready(OfficialAgentIT.Start start, int jdk, boolean idle, @TempDir Path directory)
      throws Exception {
    try (Situation situation = new Situation()) {
      ChildJvm jvm = situation.namelessJvm(jdk);
      OfficialAgentIT.start(jvm, start);
      jvm.classPath(Libraries.sdk(Libraries.CURRENT))
          .main(
              "TracingApp",
              situation.arguments(
                  "PASV",
                  idle ? "wait=" : "root=a",
                  idle ? "root=a" : "wait=",
                  "root=b",
                  "get-global=",
                  "span=c"));
      OfficialAgentIT.configure(jvm, situation.applicationEndpoint(), directory);
      ChildJvm.Exit exit = situation.runAndAttach(jvm, pid -> attachAgain(jdk, pid), List.of());
      for (String transfer : List.of("a", "b", "c")) {
        situation.madeAndLoggedByApplication(transfer, OfficialAgentIT.SERVICE);
      }
      situation.sessionsLoggedByApplication(3);
      situation.nothingElse();
      assertThat(exit.stderr())
          .containsOnlyOnce("ftplens is already running in this JVM; this second start changed");
    }
  }

  private static void attachAgain(int jdk, String pid) {
    ChildJvm.Exit attach =
        ChildJvm.on(jdk).jar(Artifacts.agent(), List.of("attach", pid)).run().expectSuccess();
    assertThat(attach.stdout().lines())
        .filteredOn(
            line -> line.matches("ftplens .* is at work already, since .* hooks in place.*"))
        .hasSize(1);
  }
}
