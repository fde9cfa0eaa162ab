package io.ftplens.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OwnErrorsTest {
  @Test
  void afterManyErrorsTheAgentGivesUpOnce() {
    AtomicInteger givenUp = new AtomicInteger();
    OwnErrors errors = new OwnErrors(givenUp::incrementAndGet);
    for (int i = 0; i < OwnErrors.MOST_ERRORS - 1; i++) {
      errors.note(new IllegalStateException("x"), LoggerFactory.getLogger("test"));
    }
    assertThat(givenUp).hasValue(0);
    assertThat(errors.justGaveUp()).isFalse();
    errors.note(new OutOfMemoryError("x"), LoggerFactory.getLogger("test"));
    errors.note(new IllegalStateException("x"), LoggerFactory.getLogger("test"));
    assertThat(givenUp).hasValue(1);
    assertThat(errors.justGaveUp()).isTrue();
    assertThat(errors.justGaveUp()).as("told once").isFalse();
  }
}
