package io.ftplens.protocol.line;

import java.util.Arrays;

/**
 * Cuts the bytes of one direction of a control connection into lines and takes Telnet commands out
 * of them (RFC 959, 2.3 and RFC 854).
 *
 * <p>A line ends with CR LF or, as some peers have it, with a bare LF. CR NUL is a carriage return
 * that is part of the line.
 */
public final class LineAssembler {
  private static final byte NUL = 0;
  private static final byte LF = '\n';
  private static final byte CR = '\r';

  /** Interpret As Command, and the commands that have more than two bytes (RFC 854). */
  private static final int IAC = 255;

  private static final int DONT = 254;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int SE = 240;

  /** The first Telnet command: EOF (RFC 1184, 2.5); a lower byte after IAC is no command. */
  private static final int FIRST_COMMAND = 236;

  /** Fits most commands and replies. */
  private static final int INITIAL_CAPACITY = 128;

  private enum State {
    TEXT,
    CARRIAGE_RETURN,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  private final int longestLine;
  private final LineSink sink;
  private byte[] buffer;
  private int length;
  private boolean truncated;
  private State state = State.TEXT;

  /**
   * Makes an assembler for one direction.
   *
   * @param longestLine the bytes of a line that are kept
   * @param sink takes the lines
   */
  public LineAssembler(int longestLine, LineSink sink) {
    this.longestLine = longestLine;
    this.sink = sink;
    this.buffer = new byte[Math.min(INITIAL_CAPACITY, longestLine)];
  }

  /** Takes bytes as they came from, or went to, the socket. */
  public void feed(byte[] bytes, int offset, int count) {
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      if (!accept(bytes[i])) {
        return;
      }
    }
  }

  /** Forgets a line that was begun: the connection changes its layer. */
  public void reset() {
    Arrays.fill(buffer, 0, length, NUL);
    length = 0;
    truncated = false;
    state = State.TEXT;
  }

  private boolean accept(byte b) {
    switch (state) {
      case TEXT:
        return text(b);
      case CARRIAGE_RETURN:
        return afterCarriageReturn(b);
      case COMMAND:
        return command(b);
      case OPTION:
        return option(b);
      case SUBNEGOTIATION:
        return subnegotiation(b);
      case SUBNEGOTIATION_COMMAND:
        // RFC 855: IAC IAC is a byte of the parameters, IAC SE ends them.
        state = (b & 0xff) == SE ? State.TEXT : State.SUBNEGOTIATION;
        return true;
    }
    return true;
  }

  private boolean text(byte b) {
    state = State.TEXT;
    if (b == LF) {
      return endLine();
    }
    if (b == CR) {
      state = State.CARRIAGE_RETURN;
    } else if ((b & 0xff) == IAC) {
      state = State.COMMAND;
    } else {
      append(b);
    }
    return true;
  }

  private boolean afterCarriageReturn(byte b) {
    state = State.TEXT;
    if (b == LF) {
      return endLine();
    }
    append(CR);
    return b == NUL || text(b);
  }

  private boolean command(byte b) {
    int code = b & 0xff;
    if (code < FIRST_COMMAND) {
      // A 0xFF that the peer did not double: a Latin-1 or Windows-1251 name, not Telnet.
      append((byte) IAC);
      return text(b);
    }
    if (code == IAC) {
      append(b);
      state = State.TEXT;
    } else if (code >= WILL && code <= DONT) {
      state = State.OPTION;
    } else {
      state = code == SB ? State.SUBNEGOTIATION : State.TEXT;
    }
    return true;
  }

  private boolean option(byte b) {
    state = State.TEXT;
    // An undoubled 0xFF before a letter that looks like WILL must not swallow the end of a line.
    return b != LF || endLine();
  }

  private boolean subnegotiation(byte b) {
    if (b == LF) {
      // Nor must one that looks like SB deafen us for the rest of the session.
      state = State.TEXT;
      return endLine();
    }
    if ((b & 0xff) == IAC) {
      state = State.SUBNEGOTIATION_COMMAND;
    }
    return true;
  }

  private void append(byte b) {
    if (length == longestLine) {
      if (!truncated) {
        sink.lineTooLong();
      }
      truncated = true;
      return;
    }
    if (length == buffer.length) {
      byte[] old = buffer;
      buffer = Arrays.copyOf(old, Math.min(longestLine, 2 * old.length));
      Arrays.fill(old, NUL);
    }
    buffer[length++] = b;
  }

  private boolean endLine() {
    int end = length;
    while (end > 0 && buffer[end - 1] == CR) {
      // CR CR LF: a server that writes through a text-mode stream of its own.
      end--;
    }
    if (truncated) {
      end = LineText.withoutPartialCharacter(buffer, end);
    }
    boolean goOn = sink.line(buffer, end);
    reset();
    return goOn;
  }
}
