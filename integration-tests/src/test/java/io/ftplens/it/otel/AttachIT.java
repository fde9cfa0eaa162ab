package io.ftplens.it.otel;

import io.ftplens.it.jvm.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attached to a JVM that runs, whatever OpenTelemetry is in it. */
class AttachIT {
  /** An SDK that was built before is found once it is global. */
  @ParameterizedTest(name = "SDKs from before and after, JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void sdksOfBeforeAndAfter(int jdk) throws Exception {
    try (Situation situation = new Situation()) {
      situation.runAndAttach(
          situation
              .jvm(jdk)
              .classPath(Libraries.sdk(Libraries.CURRENT))
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
                      "span=of-after")));
      situation.madeByUs("of-before");
      situation.madeByUs("rootless");
      situation.madeByApplication("of-global", "before");
      situation.madeByApplication("global-rootless", "before");
      situation.madeByApplication("of-after", "after");
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
}
