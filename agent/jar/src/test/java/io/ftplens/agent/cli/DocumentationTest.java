package io.ftplens.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.otel.FtpAttributes;
import io.ftplens.protocol.event.DiagnosisKind;
import io.opentelemetry.api.common.AttributeKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation names what the code has: settings, attributes, diagnoses, tests. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Keys and defaults, from a type that only its package can name. */
  static Stream<Arguments> settings() throws ReflectiveOperationException {
    Class<?> type = Class.forName("io.ftplens.core.config.Setting");
    Field key = type.getDeclaredField("key");
    Field defaultValue = type.getDeclaredField("defaultValue");
    key.setAccessible(true);
    defaultValue.setAccessible(true);
    Stream.Builder<Arguments> settings = Stream.builder();
    for (Object setting : type.getEnumConstants()) {
      settings.add(Arguments.of(key.get(setting), defaultValue.get(setting)));
    }
    return settings.build();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingStandsWithItsDefault(String key, String defaultValue) throws IOException {
    String variable = "FTPLENS_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    assertThat(read("README.md"))
        .contains("| `ftplens." + key + "` | `" + variable + "` | `" + defaultValue + "` |");
    assertThat(read("docs/telemetry.md"))
        .contains("| `ftplens." + key + "` | `" + defaultValue + "` |");
    assertThat(help())
        .containsPattern(
            "(?m)^[* ] " + Pattern.quote(key) + " .*default " + Pattern.quote(defaultValue) + "$");
  }

  static Stream<String> attributes() throws IllegalAccessException {
    Stream.Builder<String> names = Stream.builder();
    for (Field field : FtpAttributes.class.getFields()) {
      names.add(((AttributeKey<?>) field.get(null)).getKey());
    }
    return names.build();
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void everyAttributeIsExplained(String name) throws IOException {
    assertThat(read("docs/telemetry.md")).contains("`" + name + "`");
  }

  @ParameterizedTest
  @EnumSource(DiagnosisKind.class)
  void everyDiagnosisIsExplained(DiagnosisKind kind) throws IOException {
    assertThat(read("docs/telemetry.md")).contains("`" + kind.value() + "`");
  }

  static Stream<Arguments> tests() throws IOException {
    Matcher name =
        Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))(?:\\.([a-z][A-Za-z0-9]+))?`")
            .matcher(read("docs/safety.md"));
    Stream.Builder<Arguments> tests = Stream.builder();
    while (name.find()) {
      tests.add(Arguments.of(name.group(1), name.group(2)));
    }
    return tests.build().distinct();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyTestThatKeepsAPromiseExists(String type, String method) throws IOException {
    Path source;
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      source =
          files
              .filter(file -> file.endsWith(type + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("docs/safety.md names no test: " + type));
    }
    if (method != null) {
      assertThat(Files.readString(source)).contains("void " + method + "(");
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static String help() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    CommandLine.run(new String[] {"--help"}, stream, stream);
    return out.toString(StandardCharsets.UTF_8);
  }
}
