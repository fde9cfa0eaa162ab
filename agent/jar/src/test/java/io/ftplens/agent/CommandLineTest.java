package io.ftplens.agent;

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
    assertThat(run()).isEqualTo(CommandLine.OK);

    assertThat(text(out)).contains("-javaagent:ftplens-agent.jar");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpIsShownOnStandardOutput(String argument) {
    assertThat(run(argument)).isEqualTo(CommandLine.OK);

    assertThat(text(out)).contains("-javaagent:ftplens-agent.jar", "log.target", "--version");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void versionIsOneLine(String argument) {
    assertThat(run(argument)).isEqualTo(CommandLine.OK);

    assertThat(text(out).lines()).singleElement().asString().matches("ftplens \\S+");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anUnknownCommandIsNamedOnStandardError() {
    assertThat(run("attach", "4711")).isEqualTo(CommandLine.USAGE);

    assertThat(text(err).lines())
        .singleElement()
        .asString()
        .startsWith("ftplens: unknown command 'attach'")
        .contains("--help");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void exitCodesAreThoseOfShells() {
    assertThat(CommandLine.OK).isZero();
    assertThat(CommandLine.USAGE).isEqualTo(2);
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
