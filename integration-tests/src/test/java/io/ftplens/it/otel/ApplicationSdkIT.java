package io.ftplens.it.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications with OpenTelemetry of their own: their SDK makes the spans, where they have one. */
class ApplicationSdkIT {
  static final List<Integer> JDKS = List.of(8, 17, 25);

  /** The oldest and the newest SDK on each JDK, those between on one. */
  static Stream<Arguments> sdks() {
    return Stream.of(
        Arguments.of("1.10.0", 8),
        Arguments.of("1.10.0", 17),
        Arguments.of("1.10.0", 25),
        Arguments.of("1.20.0", 17),
        Arguments.of("1.40.0", 25),
        Arguments.of(Libraries.CURRENT, 8),
        Arguments.of(Libraries.CURRENT, 17),
        Arguments.of(Libraries.CURRENT, 25));
  }

  @ParameterizedTest(name = "SDK {0} on JDK {1}")
  @MethodSource("sdks")
  void sdkThatIsNotGlobalThenGlobal(String version, int jdk) {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(jdk)
              .agent("")
              .classPath(Libraries.sdk(version))
              .main(
                  "TracingApp",
                  situation.arguments(
                      "PASV",
                      "sdk=billing",
                      "span=local",
                      "root=rootless",
                      "remote=from-afar",
                      "set-global=",
                      "get-global=",
                      "span=global",
                      "root=global-rootless")));
      for (String transfer :
          List.of("local", "rootless", "from-afar", "global", "global-rootless")) {
        situation.madeByApplication(transfer, "billing");
      }
      situation.nothingElse();
    }
  }

  /** The event name is an attribute before 1.50. */
  @ParameterizedTest(name = "log records, SDK {0} on JDK {1}, {2}")
  @CsvSource({
    "1.40.0, 17, auto",
    "current, 8, auto",
    "current, 25, application",
  })
  void logRecordsGoThroughTheApplicationsSdk(String version, int jdk, String mode) {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(jdk)
              .agent("otel=" + mode)
              .classPath(Libraries.sdk(version))
              .main(
                  "TracingApp",
                  situation.arguments(
                      "PORT",
                      "sdk-logs=billing",
                      "span=local",
                      "root=rootless",
                      "remote=from-afar")));
      for (String transfer : List.of("local", "rootless", "from-afar")) {
        situation.madeAndLoggedByApplication(transfer, "billing");
      }
      situation.sessionsLoggedByApplication(3);
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "two SDKs of one copy on JDK {0}")
  @FieldSource("JDKS")
  void twoSdksOfOneCopy(int jdk) {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(jdk)
              .agent("")
              .classPath(Libraries.sdk(Libraries.CURRENT))
              .main(
                  "TracingApp",
                  situation.arguments(
                      "PORT",
                      "root=before",
                      "sdk=first",
                      "sdk=second",
                      "span=of-second",
                      "root=of-nobody",
                      "use=first",
                      "span=of-first",
                      "close=second",
                      "root=of-the-other",
                      "sdk-unsampled=silent",
                      "span=unsampled",
                      "set-global=")));
      situation.madeByUs("before");
      situation.madeByApplication("of-second", "second");
      situation.madeByApplication("of-first", "first");
      situation.madeByUs("of-nobody");
      situation.madeByApplication("of-the-other", "first");
      situation.notExported("unsampled");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "API without SDK on JDK {0}")
  @FieldSource("JDKS")
  void apiWithoutSdk(int jdk) {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(jdk)
              .agent("")
              .classPath(Libraries.api())
              .main("TracingApp", situation.arguments("PASV", "root=alone", "remote=from-afar")));
      situation.madeByUs("alone");
      situation.madeByUs("from-afar");
      situation.nothingElse();
    }
  }

  @ParameterizedTest(name = "web applications on JDK {0}")
  @FieldSource("JDKS")
  void webApplicationsHaveAnSdkEachAndAreNotHeld(int jdk) {
    try (Situation situation = new Situation()) {
      List<String> arguments = new ArrayList<>();
      arguments.add("forget");
      arguments.add(webApplication("1.10.0"));
      arguments.add("TracingApp");
      arguments.addAll(
          situation.arguments("PASV", "sdk=old", "span=a", "root=b", "set-global=", "root=c"));
      arguments.add("--");
      arguments.add(webApplication(Libraries.CURRENT));
      arguments.add("TracingApp");
      arguments.addAll(situation.arguments("PORT", "sdk=new", "span=d", "root=e"));
      situation.run(
          situation
              .jvm(jdk)
              .agent("")
              .classPath(Libraries.sdk("1.20.0"))
              .main("WebAppsApp", arguments));
      for (String transfer : List.of("a", "b", "c")) {
        situation.madeByApplication(transfer, "old");
      }
      situation.madeByApplication("d", "new");
      situation.madeByApplication("e", "new");
      situation.nothingElse();
    }
  }

  /** Its SDK exports without threads: those of an HTTP client would hold it for a minute. */
  @ParameterizedTest(name = "undeployed on JDK {0}")
  @FieldSource("JDKS")
  void loaderOfAnUndeployedApplicationIsCollected(int jdk) {
    try (Situation situation = new Situation()) {
      List<String> arguments = new ArrayList<>();
      arguments.add("collect");
      arguments.add(webApplication(Libraries.CURRENT));
      arguments.add("TracingApp");
      arguments.addAll(
          situation.arguments(
              "PASV", "sdk-printing=a", "span=a", "root=b", "set-global=", "remote=c"));
      ChildJvm.Exit exit =
          situation.run(situation.jvm(jdk).agent("").main("WebAppsApp", arguments));
      assertThat(exit.stdout().lines().filter(line -> line.startsWith("ended FTP RETR ")))
          .hasSize(3);
      assertThat(exit.stdout()).contains("unloaded");
    }
  }

  /** The arguments of a WebAppsApp with one application. */
  static List<String> webApplication(String version, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("forget", webApplication(version), "TracingApp"));
    all.addAll(arguments);
    return all;
  }

  private static String webApplication(String version) {
    List<String> path = new ArrayList<>(Libraries.sdk(version));
    path.add(Artifacts.applications());
    return String.join(File.pathSeparator, path);
  }

  @Test
  void modeEmbeddedMakesChildrenOfTheApplicationsSpans() {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(17)
              .agent("otel=embedded")
              .classPath(Libraries.sdk(Libraries.CURRENT))
              .main("TracingApp", situation.arguments("PASV", "sdk=billing", "span=a", "root=b")));
      situation.madeByUs("a");
      situation.madeByUs("b");
      situation.nothingElse();
    }
  }

  @Test
  void modeApplicationLeavesTheRestOut() {
    try (Situation situation = new Situation()) {
      ChildJvm.Exit exit =
          situation.run(
              situation
                  .jvm(17)
                  .agent("otel=application")
                  .classPath(Libraries.sdk(Libraries.CURRENT))
                  .main(
                      "TracingApp",
                      situation.arguments("PASV", "root=before", "sdk=billing", "span=a")));
      situation.notExported("before");
      situation.madeByApplicationAlone("a", "billing");
      situation.nothingElse();
      assertThat(exit.stderr()).containsOnlyOnce("ftplens.otel=application: ");
    }
  }

  @Test
  void modeNoneMakesNoSpan() {
    try (Situation situation = new Situation()) {
      situation.run(
          situation
              .jvm(17)
              .agent("otel=none")
              .classPath(Libraries.sdk(Libraries.CURRENT))
              .main("TracingApp", situation.arguments("PASV", "sdk=billing", "span=a", "root=b")));
      situation.notExported("a");
      situation.notExported("b");
      situation.nothingElse();
    }
  }

  /** A class that is woven as it is loaded does not come from the JDK's archive of classes. */
  @Test
  void disabledSdkWeavesNoLogger(@TempDir Path directory) throws IOException {
    String logger = "java.util.logging.Logger source: ";
    String archived = logger + "shared objects file";
    assertThat(loaded(directory.resolve("enabled"), "false"))
        .contains(logger)
        .doesNotContain(archived);
    assertThat(loaded(directory.resolve("disabled"), "true")).contains(archived);
  }

  private static String loaded(Path file, String disabled) throws IOException {
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1")) {
      String session = "t,PASV,plain,127.0.0.1," + server.port();
      ChildJvm.on(17)
          .jvmArgs("-Xlog:class+load:file=" + file)
          .agent("")
          .env("OTEL_SDK_DISABLED", disabled)
          .main("JulApp", "return", session, "/get/one-4242.bin")
          .run()
          .expectSuccess();
    }
    return Files.readString(file);
  }
}
