package io.ftplens.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpIsShownWhereNothingIsAsked() {
    assertThat(run()).isEqualTo(ExitCode.OK);

    assertThat(text(out)).contains("-javaagent:ftplens-agent.jar");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpNamesEverySettingWithItsDefault(String argument) {
    assertThat(run(argument)).isEqualTo(ExitCode.OK);

    assertThat(text(out).lines().map(line -> line.replaceFirst("^[* ]+", "")))
        .anyMatch(line -> line.matches("enabled .*default true"))
        .anyMatch(line -> line.matches("force-passive .*default false"))
        .anyMatch(line -> line.matches("capture-path .*default true"))
        .anyMatch(line -> line.matches("capture-user .*default false"))
        .anyMatch(line -> line.matches("ports .*default 21,990,2121"))
        .anyMatch(line -> line.matches("log\\.level .*default info"))
        .anyMatch(line -> line.matches("log\\.target .*default stderr"))
        .anyMatch(line -> line.matches("otel .*default auto"))
        .anyMatch(line -> line.matches("jmx .*default auto"));
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void versionIsOneLine(String argument) {
    assertThat(run(argument)).isEqualTo(ExitCode.OK);

    assertThat(text(out).lines()).singleElement().asString().matches("ftplens \\S+");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anUnknownCommandIsNamedOnStandardError() {
    assertThat(run("juggle", "4711")).isEqualTo(ExitCode.USAGE);

    assertThat(text(err).lines())
        .singleElement()
        .asString()
        .startsWith("ftplens: unknown command 'juggle'")
        .contains("--help");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void exitCodesAreThoseOfShells() {
    assertThat(ExitCode.OK).isZero();
    assertThat(ExitCode.USAGE).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "attach", "status", "set", "watch", "detach", "doctor"})
  void everyCommandHasItsOwnHelpWithinATerminalsWidth(String command) {
    assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);

    assertThat(text(out)).startsWith("usage: java -jar ftplens-agent.jar " + command);
    assertThat(text(out).lines()).allMatch(line -> line.length() <= 90);
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "status", "set", "watch", "detach"})
  void aMissingProcessIdIsAMatterOfUsage(String command) {
    assertThat(run(command)).isEqualTo(ExitCode.USAGE);

    assertThat(text(err)).contains("process id").contains("usage: ").contains(command + " PID");
  }

  private int run(String... arguments) {
    return CommandLine.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
