package io.ftplens.otel;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Says each thing to the operations engineer once, and never throws. */
public final class Warnings {
  /** A cause that varies without end must not fill the memory; what comes later is not said. */
  static final int MAX_CAUSES = 64;

  private final BiConsumer<String, Throwable> target;
  private final Set<String> said = new HashSet<>();

  Warnings(BiConsumer<String, Throwable> target) {
    this.target = target;
  }

  /**
   * Says it unless this cause was told before.
   *
   * @param cause what makes two warnings the same
   */
  @SuppressWarnings("NullAway") // the throwable may be null, the contract's type cannot say so
  public void once(String cause, String message, @Nullable Throwable thrown) {
    synchronized (said) {
      if (said.size() >= MAX_CAUSES || !said.add(cause)) {
        return;
      }
    }
    try {
      target.accept(message, thrown);
    } catch (RuntimeException e) {
      // nowhere is left to say it
    }
  }
}
