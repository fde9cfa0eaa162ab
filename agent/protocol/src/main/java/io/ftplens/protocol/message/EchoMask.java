package io.ftplens.protocol.message;

import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes secrets out of replies: there are servers that quote a command they do not accept, as in
 * {@code 500 'PASS secret': command not understood}.
 */
public final class EchoMask {
  private EchoMask() {}

  /** Masks what follows a secret verb in any line of a reply to one. */
  public static FtpReply mask(FtpReply reply) {
    List<String> masked = new ArrayList<>(reply.lines().size());
    for (String line : reply.lines()) {
      masked.add(mask(line));
    }
    return masked.equals(reply.lines()) ? reply : new FtpReply(reply.code(), masked);
  }

  private static String mask(String line) {
    String upper = line.toUpperCase(Locale.ROOT);
    int cut = line.length();
    for (String secret : CommandParser.SECRET_ANYWHERE) {
      int at = upper.indexOf(secret);
      while (at >= 0 && at < cut) {
        int end = at + secret.length();
        if (end < line.length() && line.charAt(end) == ' ') {
          cut = end;
        }
        at = upper.indexOf(secret, end);
      }
    }
    return cut == line.length() ? line : line.substring(0, cut) + ' ' + FtpCommand.MASK;
  }
}
