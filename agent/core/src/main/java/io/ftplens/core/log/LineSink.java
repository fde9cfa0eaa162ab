package io.ftplens.core.log;

/** Where finished log lines go. */
public interface LineSink {
  /** Takes a line without its end; neither blocks nor throws. */
  void line(String line);
}
