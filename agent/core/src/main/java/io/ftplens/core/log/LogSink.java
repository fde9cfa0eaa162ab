package io.ftplens.core.log;

/** Where log events go. */
public interface LogSink {
  /** Takes an event; neither blocks nor throws. */
  void log(LogEvent event);

  /** Whether it matters to it which application an event comes from. */
  default boolean wantsOrigin() {
    return false;
  }

  /** Whether the calling thread is just now in the application's logging, by our doing. */
  default boolean writing() {
    return false;
  }
}
