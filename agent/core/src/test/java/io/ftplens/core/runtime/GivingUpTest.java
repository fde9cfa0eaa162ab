package io.ftplens.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class GivingUpTest {
  @Test
  void hooksGoAtOnceAndSessionsLaterAndOnce() {
    AtomicInteger off = new AtomicInteger();
    GivingUp givingUp = new GivingUp(off::incrementAndGet);
    OwnErrors errors = new OwnErrors(givingUp);
    for (int i = 1; i < OwnErrors.MOST_ERRORS; i++) {
      errors.note(new IllegalStateException(), NOPLogger.NOP_LOGGER);
    }
    assertThat(off).hasValue(0);
    assertThat(givingUp.sessionsAreToEnd()).isFalse();
    errors.note(new IllegalStateException(), NOPLogger.NOP_LOGGER);
    errors.note(new IllegalStateException(), NOPLogger.NOP_LOGGER);
    assertThat(off).hasValue(1);
    assertThat(givingUp.sessionsAreToEnd()).isTrue();
    assertThat(givingUp.sessionsAreToEnd()).isFalse();
  }
}
