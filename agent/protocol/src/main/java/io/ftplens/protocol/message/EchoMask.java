package io.ftplens.protocol.message;

import io.ftplens.protocol.event.FtpCommand;
import java.util.Locale;

/**
 * Takes secrets out of what a server sends: there are servers that quote a command they do not
 * accept, as in {@code 500 'PASS secret': command not understood}, and such that repeat each line.
 *
 * <p>Every line is masked, whatever was sent: which command a server quotes, and when, is its
 * choice. A list of commands (HELP) loses what follows PASS.
 */
public final class EchoMask {
  /** Words of replies that begin as the verb does: {@code 530 Password incorrect}. */
  private static final String[] WORDS = {"word", "ive", "ed", "ing", "age", "es", "phrase"};

  private EchoMask() {}

  /** Masks what follows a secret verb, and strips the user information of URLs. */
  public static String mask(String line) {
    int length = line.length();
    for (int i = 0; i < length; i++) {
      char first = line.charAt(i);
      if (first == 'P' || first == 'p' || first == 'A' || first == 'a') {
        int end = secretVerbEnd(line, i);
        if (end > 0 && quotes(line, end)) {
          return UrlUserInfo.strip(line.substring(0, end)) + ' ' + FtpCommand.MASK;
        }
      }
    }
    return UrlUserInfo.strip(line);
  }

  /** Where the secret verb at this place ends; 0 if there is none. */
  private static int secretVerbEnd(String line, int at) {
    for (String secret : CommandParser.SECRET_ANYWHERE) {
      if (line.regionMatches(true, at, secret, 0, secret.length())) {
        return at + secret.length();
      }
    }
    return 0;
  }

  /** True if what stands right behind a secret verb may be its argument. */
  private static boolean quotes(String line, int end) {
    if (end == line.length()) {
      return false;
    }
    char next = line.charAt(end);
    if (!Character.isLetterOrDigit(next)) {
      return next == ' ' || next == '\t' || next == '=' || next == ':';
    }
    for (String word : WORDS) {
      if (line.regionMatches(true, end, word, 0, word.length())
          // In capitals it is a verb of the client's, not a word of the server's.
          && !line.startsWith(word.toUpperCase(Locale.ROOT), end)) {
        return false;
      }
    }
    return true;
  }
}
