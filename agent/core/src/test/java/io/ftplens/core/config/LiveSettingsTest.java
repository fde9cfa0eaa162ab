package io.ftplens.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
  private final Properties properties = new Properties();

  private LiveSettings live(String argument) {
    return new LiveSettings(new SettingsReader(Map.of(), Map.of()).read(argument), properties);
  }

  @Test
  void aSettingChangesAtOnceAndTellsFromWhatToWhat() {
    LiveSettings live = live("capture-path=false");
    assertThat(live.set("ftplens.capture-path", "true")).isEqualTo("capture-path: false -> true");
    assertThat(live.capturePath()).isTrue();
    assertThat(live.describe())
        .contains("capture-path=true (set while running)", "otel=auto (default)");
  }

  @Test
  void thePropertyGoesBeforeWhatWasSetAndIsReadEachTime() {
    LiveSettings live = live("force-passive=strict");
    assertThat(live.forcePassive()).isEqualTo("strict");
    properties.setProperty("ftplens.force-passive", "TRUE");
    assertThat(live.forcePassive()).isEqualTo("true");
    assertThat(live.describe()).contains("force-passive=true (system property)");
    properties.setProperty("ftplens.force-passive", "perhaps");
    assertThat(live.forcePassive()).isEqualTo("strict");
    properties.remove("ftplens.force-passive");
    assertThat(live.forcePassive()).isEqualTo("strict");
  }

  @Test
  void whatIsSetPrevailsOverAPropertyGivenAtTheStart() {
    properties.setProperty("ftplens.force-passive", "true");
    LiveSettings live = live("");
    assertThat(live.set("force-passive", "false")).isEqualTo("force-passive: true -> false");
    assertThat(live.forcePassive()).isEqualTo("false");
  }

  @Test
  void withoutThePropertySettingAddsNone() {
    live("").set("force-passive", "true");
    assertThat(properties).isEmpty();
  }

  @Test
  void severalAreSetTogether() {
    LiveSettings live = live("");
    assertThat(live.setAll("ports=21,2100,log.level=debug"))
        .containsExactly("ports: 21,990,2121 -> 21,2100", "log.level: info -> debug");
    assertThat(live.current().knownPort(2100)).isTrue();
  }

  @Test
  void whatCannotBeSetIsSaid() {
    LiveSettings live = live("");
    assertThatThrownBy(() -> live.set("colour", "red"))
        .hasMessageContaining("unknown setting colour")
        .hasMessageContaining("force-passive");
    assertThatThrownBy(() -> live.set("otel", "none")).hasMessageContaining("running JVM");
    assertThatThrownBy(() -> live.set("log.level", "loud")).hasMessageContaining("one of error");
  }
}
