package io.ftplens.protocol.line;

/** Takes the lines of one direction of a control connection. */
public interface LineSink {
  /**
   * A line is complete. The bytes belong to the assembler, which wipes them after this call: a
   * password is nowhere once its line was handled.
   *
   * @param bytes holds the line from index 0, without its end
   * @param length of the line; 0 for an empty one
   * @return false if the bytes that follow in the same feed are not text and are to be dropped
   */
  boolean line(byte[] bytes, int length);

  /** The current line has grown beyond the cap; its tail is dropped. Called once a line. */
  void lineTooLong();
}
