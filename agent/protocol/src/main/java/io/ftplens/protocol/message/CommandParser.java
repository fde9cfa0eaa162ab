package io.ftplens.protocol.message;

import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.line.LineText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a command of a line (RFC 959, 5.3): verb, space, argument.
 *
 * <p>The argument of a secret verb is not even decoded, so no string of it exists.
 */
public final class CommandParser {

  /**
   * Verbs whose argument is secret also when something stands right before or after: servers that
   * look only at the first four letters take {@code PASSsecret} for a password.
   */
  static final String[] SECRET_ANYWHERE = {"PASS", "ACCT", "ADAT"};

  /** RFC 2228, 3: protected commands, base64, within which there may be a PASS. */
  private static final String[] SECRET = {"MIC", "CONF", "ENC"};

  private CommandParser() {}

  /**
   * Parses a line. Blanks, control characters and other non-letters before the verb are skipped:
   * what remains of an {@code IAC IP IAC DM} whose urgent byte took another way.
   *
   * @return null if the line has no verb
   */
  public static @Nullable FtpCommand parse(byte[] line, int length) {
    int start = 0;
    while (start < length && !letter(line[start])) {
      start++;
    }
    int end = start;
    while (end < length && (letter(line[end]) || digit(line[end]))) {
      end++;
    }
    if (start == end) {
      return null;
    }
    String verb =
        new String(line, start, end - start, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    for (String secret : SECRET_ANYWHERE) {
      int at = verb.indexOf(secret);
      if (at >= 0) {
        return new FtpCommand(
            secret, start + at + secret.length() < length ? FtpCommand.MASK : null);
      }
    }
    int argument = end < length && blank(line[end]) ? end + 1 : end;
    if (argument >= length) {
      return new FtpCommand(verb, null);
    }
    for (String secret : SECRET) {
      if (verb.equals(secret)) {
        return new FtpCommand(verb, FtpCommand.MASK);
      }
    }
    String text = LineText.decode(line, argument, length - argument);
    return new FtpCommand(verb, UrlUserInfo.strip(text));
  }

  private static boolean letter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
