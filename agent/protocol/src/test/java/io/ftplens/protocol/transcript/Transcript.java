package io.ftplens.protocol.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol case as a text file.
 *
 * <pre>
 * # a comment
 * control 192.168.150.80:1026 192.168.150.90:21 [implicit]
 * c: RETR a.txt            the client writes this line and CR LF
 * s: 150 Opening           the client reads this line and CR LF
 * C: \xFF\xF4ABOR\n        raw bytes, no line end added; the same for S:
 * d: open in LOCAL PEER    the data connection expected last was accepted (out: connected)
 * d: close 4096 0          it ended, with bytes received and transmitted [and an exception]
 * d: fail EXCEPTION        connecting or accepting failed
 * d: waiting               an accept without a timeout has been waiting from the beginning
 * d: progress 10 0         bytes up to now
 * d2: close 4096 0         the same for the second one that was ever expected
 * wait: 5000               so many milliseconds pass, then tick
 * closed: [EXCEPTION]      the control connection ends; at the end of the file at the latest
 * ---
 * the transfers, diagnoses and anomalies expected, in order; then, only if the case is about them,
 * ask: what the plumbing was asked for, and the summary
 * </pre>
 */
final class Transcript {
  /** One line of the upper part. */
  record Step(String kind, String text) {
    static Step parse(String line) {
      int colon = line.indexOf(':');
      String text = line.substring(colon + 1);
      return new Step(line.substring(0, colon), text.startsWith(" ") ? text.substring(1) : text);
    }

    boolean bytes() {
      return kind.length() == 1 && "csCS".contains(kind);
    }

    boolean sent() {
      return kind.equals("c") || kind.equals("C");
    }

    byte[] toBytes() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      unescape(text, bytes);
      if (Character.isLowerCase(kind.charAt(0))) {
        bytes.write('\r');
        bytes.write('\n');
      }
      return bytes.toByteArray();
    }
  }

  final String name;
  String local = "192.168.150.80:1026";
  String peer = "192.168.150.90:21";
  boolean implicitTls;
  final List<Step> steps = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<String> summary = new ArrayList<>();

  private Transcript(String name) {
    this.name = name;
  }

  static Transcript parse(String name, List<String> lines) {
    Transcript transcript = new Transcript(name);
    boolean outcome = false;
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.equals("---")) {
        outcome = true;
      } else if (outcome) {
        transcript.outcome(line);
      } else if (line.startsWith("control ")) {
        String[] words = line.split(" ");
        transcript.local = words[1];
        transcript.peer = words[2];
        transcript.implicitTls = words.length > 3 && words[3].equals("implicit");
      } else {
        transcript.steps.add(Step.parse(line));
      }
    }
    return transcript;
  }

  private void outcome(String line) {
    if (line.startsWith("ask: ")) {
      asked.add(line.substring(5));
    } else if (line.startsWith("summary")) {
      summary.add(line);
    } else {
      events.add(line);
    }
  }

  private static void unescape(String text, ByteArrayOutputStream bytes) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escaped = text.charAt(i++);
      switch (escaped) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case '0' -> bytes.write(0);
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
          i += 2;
        }
        default -> bytes.write(escaped);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
