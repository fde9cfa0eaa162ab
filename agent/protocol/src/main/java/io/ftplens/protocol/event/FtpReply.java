package io.ftplens.protocol.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A complete reply (RFC 959, 4.2): a three-digit code and one or more lines of text. */
public final class FtpReply {
  private final int code;
  private final List<String> lines;

  /**
   * Makes a reply.
   *
   * @param code 100 to 599
   * @param lines the lines as received, code included, without their ends; never empty
   */
  public FtpReply(int code, List<String> lines) {
    this.code = code;
    this.lines = Collections.unmodifiableList(new ArrayList<>(lines));
  }

  /** The three-digit code. */
  public int code() {
    return code;
  }

  /** The lines as received, code included. */
  public List<String> lines() {
    return lines;
  }

  /** True for 1yz: another reply to the same command follows. */
  public boolean preliminary() {
    return code / 100 == 1;
  }

  /** True for 4yz and 5yz. */
  public boolean negative() {
    return code / 100 == 4 || code / 100 == 5;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
