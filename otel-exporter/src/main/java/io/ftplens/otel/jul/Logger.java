package io.ftplens.otel.jul;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A logger that passes warnings on and drops the rest. */
public final class Logger {
  private static volatile @Nullable BiConsumer<String, @Nullable Throwable> target;

  private final String name;

  private Logger(String name) {
    this.name = name;
  }

  /** Makes a logger; it keeps nothing but its name. */
  public static Logger getLogger(String name) {
    return new Logger(name);
  }

  /** Sets where warnings go; before that they are dropped. */
  public static void forwardTo(BiConsumer<String, @Nullable Throwable> newTarget) {
    target = newTarget;
  }

  /** The name it was made with. */
  public String getName() {
    return name;
  }

  /** True for warnings and worse. */
  public boolean isLoggable(Level level) {
    return level.intValue() >= Level.WARNING.intValue();
  }

  /** Logs a message. */
  public void log(Level level, String message) {
    log(level, message, (Throwable) null);
  }

  /** Logs a message with one parameter. */
  public void log(Level level, String message, @Nullable Object parameter) {
    log(level, message, new Object[] {parameter});
  }

  /** Logs a message with parameters <code>{0}</code>, <code>{1}</code>. */
  public void log(Level level, String message, @Nullable Object[] parameters) {
    if (isLoggable(level)) {
      String text = message;
      for (int i = 0; i < parameters.length; i++) {
        text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
      }
      log(level, text, (Throwable) null);
    }
  }

  /** Logs a message with what was thrown. */
  public void log(Level level, String message, @Nullable Throwable thrown) {
    BiConsumer<String, @Nullable Throwable> receiver = target;
    if (receiver != null && isLoggable(level)) {
      receiver.accept(simpleName() + ": " + message, thrown);
    }
  }

  /** Logs at SEVERE. */
  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  /** Logs at WARNING. */
  public void warning(String message) {
    log(Level.WARNING, message);
  }

  /** Logs at INFO. */
  public void info(String message) {
    log(Level.INFO, message);
  }

  /** Logs at CONFIG. */
  public void config(String message) {
    log(Level.CONFIG, message);
  }

  /** Logs at FINE. */
  public void fine(String message) {
    log(Level.FINE, message);
  }

  /** Logs at FINER. */
  public void finer(String message) {
    log(Level.FINER, message);
  }

  /** Logs at FINEST. */
  public void finest(String message) {
    log(Level.FINEST, message);
  }

  private String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
