package io.ftplens.otel.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in for java.util.logging. */
class LoggerTest {
  private final List<String> heard = new ArrayList<>();
  private final Logger logger = Logger.getLogger("a.b.Exporter");

  @BeforeEach
  void listen() {
    Logger.forwardTo((message, thrown) -> heard.add(message + " / " + thrown));
  }

  @AfterEach
  void deafen() {
    Logger.forwardTo((message, thrown) -> {});
  }

  @Test
  void warningsArePassedOnUnderTheSimpleName() {
    logger.warning("one");
    logger.log(Level.SEVERE, "two", new IllegalStateException("why"));
    logger.log(Level.WARNING, "three {0} {1}", new Object[] {"x", null});
    logger.log(Level.WARNING, "four {0}", (Object) 4);
    assertThat(heard)
        .containsExactly(
            "Exporter: one / null",
            "Exporter: two / java.lang.IllegalStateException: why",
            "Exporter: three x null / null",
            "Exporter: four 4 / null");
  }

  @Test
  void theRestIsDropped() {
    logger.info("no");
    logger.fine("no");
    logger.finest("no");
    logger.log(Level.INFO, "no {0}", "x");
    assertThat(logger.isLoggable(Level.INFO)).isFalse();
    assertThat(logger.isLoggable(Level.SEVERE)).isTrue();
    assertThat(heard).isEmpty();
  }
}
