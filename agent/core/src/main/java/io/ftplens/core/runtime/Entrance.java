package io.ftplens.core.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the launcher comes in: it shares no type of ours with this class, which lives in another
 * loader, and must not use {@code Method.invoke}, which is slow on JDK 18 and later.
 *
 * <p>The commands, and what each is given:
 *
 * <ul>
 *   <li>{@code start}: argument or null, Instrumentation, version, Boolean: whether the application
 *       runs already. Returns whether the agent is at work.
 *   <li>{@code startAgain}: argument or null.
 *   <li>{@code steer}: command, argument or null, Callable that opens the stream for the answer.
 *       Returns whether the agent is still at work.
 * </ul>
 */
public final class Entrance implements BiFunction<String, @Nullable Object[], Boolean> {
  /** Called by the launcher, by reflection. */
  public Entrance() {}

  @Override
  @SuppressWarnings("unchecked") // the launcher is of the same build
  public Boolean apply(String command, @Nullable Object[] given) {
    try {
      switch (command) {
        case "start":
          return AgentStart.start(
              (String) given[0],
              (Instrumentation) given[1],
              (String) given[2],
              Boolean.TRUE.equals(given[3]));
        case "startAgain":
          AgentStart.startAgain((String) given[0]);
          return true;
        case "steer":
          return AgentStart.steer(
              (String) given[0], (String) given[1], (Callable<OutputStream>) given[2]);
        default:
          throw new IllegalArgumentException(command);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's runtime failed", e);
    }
  }
}
