package io.ftplens.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  @Test
  void withoutAnySettingAllHaveTheirDefaults() {
    SettingsReader reader = new SettingsReader(Map.of(), Map.of("PATH", "/bin"));
    Settings settings = reader.read(null);
    assertThat(reader.complaints()).isEmpty();
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.forcePassive()).isEqualTo("false");
    assertThat(settings.capturePath()).isTrue();
    assertThat(settings.captureUser()).isFalse();
    assertThat(settings.knownPort(21)).isTrue();
    assertThat(settings.knownPort(990)).isTrue();
    assertThat(settings.knownPort(2121)).isTrue();
    assertThat(settings.knownPort(22)).isFalse();
    assertThat(settings.logLevel()).isEqualTo("info");
    assertThat(settings.logTarget()).isEqualTo("stderr");
    assertThat(settings.otel()).isEqualTo("auto");
  }

  @Test
  void aPropertyGoesBeforeAVariableAndThatBeforeAnArgument() {
    Map<String, String> property = Map.of("ftplens.log.level", "error");
    Map<String, String> variable = Map.of("FTPLENS_LOG_LEVEL", "warn", "FTPLENS_OTEL", "none");
    String argument = "log.level=debug,otel=embedded,capture-path=false";
    Settings settings = new SettingsReader(property, variable).read(argument);
    assertThat(settings.logLevel()).isEqualTo("error");
    assertThat(settings.otel()).isEqualTo("none");
    assertThat(settings.capturePath()).isFalse();
  }

  @Test
  void portsMayHoldCommasInAnArgument() {
    Settings settings =
        new SettingsReader(Map.of(), Map.of()).read("ports=21,2100,capture-user=true");
    assertThat(settings.knownPort(2100)).isTrue();
    assertThat(settings.knownPort(990)).isFalse();
    assertThat(settings.captureUser()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ftplens.enabled, yes, true or false",
    "ftplens.ports, '21,x', port numbers",
    "ftplens.ports, 70000, port numbers",
    "ftplens.log.level, loud, one of error",
    "ftplens.otel, all, one of auto",
    "ftplens.force-passive, maybe, strict",
    "ftplens.log.target, '', any text"
  })
  void aMalformedValueIsNamedAndTheDefaultUsed(String name, String value, String expected) {
    SettingsReader reader = new SettingsReader(Map.of(name, value), Map.of());
    Settings settings = reader.read(null);
    assertThat(reader.complaints())
        .singleElement()
        .asString()
        .contains(name, value, expected, "default");
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.knownPort(21)).isTrue();
    assertThat(settings.logLevel()).isEqualTo("info");
  }

  @Test
  void unknownNamesAreNamed() {
    SettingsReader reader =
        new SettingsReader(Map.of("ftplens.colour", "red"), Map.of("FTPLENS_COLOUR", "red"));
    reader.read("plain,nonsense=1");
    assertThat(reader.complaints())
        .hasSize(4)
        .anyMatch(line -> line.contains("system property ftplens.colour"))
        .anyMatch(line -> line.contains("environment variable FTPLENS_COLOUR"))
        .anyMatch(line -> line.contains("agent argument nonsense"))
        .anyMatch(line -> line.contains("agent argument plain"));
  }

  @Test
  void everySettingHasItsVariable() {
    assertThat(Setting.FORCE_PASSIVE.variable()).isEqualTo("FTPLENS_FORCE_PASSIVE");
    assertThat(Setting.LOG_TARGET.variable()).isEqualTo("FTPLENS_LOG_TARGET");
    assertThat(Setting.LOG_TARGET.property()).isEqualTo("ftplens.log.target");
  }
}
