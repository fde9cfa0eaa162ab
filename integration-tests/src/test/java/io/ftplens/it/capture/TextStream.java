package io.ftplens.it.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts one direction of a control connection into lines; Telnet's commands are left out. */
final class TextStream {
  private static final int IAC = 255;
  private static final int WILL = 251;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int telnet;

  /** The lines that these bytes complete, without their ends. */
  List<String> feed(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    for (byte b : bytes) {
      int c = b & 0xff;
      if (telnet == IAC) {
        telnet = c >= WILL && c < IAC ? c : 0;
        if (c == IAC) {
          line.write(c);
        }
      } else if (telnet != 0) {
        telnet = 0;
      } else if (c == IAC) {
        telnet = IAC;
      } else if (c == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        lines.add(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        line.reset();
      } else {
        line.write(c);
      }
    }
    return lines;
  }
}
