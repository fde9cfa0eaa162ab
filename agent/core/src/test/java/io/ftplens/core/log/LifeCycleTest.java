package io.ftplens.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private final Logger root = Logger.getLogger("");
  private final Handler handler = new ConsoleHandler();
  private final Handler[] before = root.getHandlers();

  @AfterEach
  void restore() {
    root.removeHandler(handler);
    for (Handler each : before) {
      root.addHandler(each);
    }
  }

  /** As SLF4J's is named, of 1.7 and of 2. */
  private static final class JDK14LoggerFactory {}

  /** As Logback's and Log4j's. */
  public static final class Context {
    private boolean started = true;

    public boolean isStarted() {
      return started;
    }
  }

  private void removeAll() {
    for (Handler each : root.getHandlers()) {
      root.removeHandler(each);
    }
  }

  @Test
  void julEndsWithItsHandlers() {
    root.addHandler(handler);
    LifeCycle life = LifeCycle.of(new JDK14LoggerFactory(), "some.logger");
    assertThat(life.tells()).isTrue();
    assertThat(life.ended()).isFalse();
    removeAll();
    assertThat(life.ended()).isTrue();
  }

  @Test
  void julThatLooksNoFurtherThanALoggerWithoutHandlersTakesNothing() {
    root.addHandler(handler);
    Logger logger = Logger.getLogger("some.logger.apart");
    logger.setUseParentHandlers(false);
    LifeCycle life = LifeCycle.of(new JDK14LoggerFactory(), "some.logger.apart");
    assertThat(life.ended()).isTrue();
    logger.addHandler(handler);
    assertThat(life.ended()).isFalse();
  }

  @Test
  void contextTellsBySayingSo() {
    Context context = new Context();
    LifeCycle life = LifeCycle.of(context, "some.logger");
    assertThat(life.tells()).isTrue();
    assertThat(life.ended()).isFalse();
    context.started = false;
    assertThat(life.ended()).isTrue();
  }

  @Test
  void anyOtherDoesNotTell() {
    LifeCycle life = LifeCycle.of(new Object(), "some.logger");
    assertThat(life.tells()).isFalse();
    assertThat(life.ended()).isFalse();
  }
}
