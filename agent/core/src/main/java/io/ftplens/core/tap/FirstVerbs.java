package io.ftplens.core.tap;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What the first command after a 220 tells: 220 also opens SMTP and LMTP (RFC 5321, 3.1; RFC 2033),
 * so the greeting alone proves nothing.
 */
final class FirstVerbs {
  /** RFC 959, 2228, 2389, 2640, 4217, 7151, and what clients send before they log in. */
  private static final Set<String> FTP =
      set(
          "USER", "PASS", "ACCT", "AUTH", "ADAT", "PBSZ", "PROT", "FEAT", "OPTS", "HOST", "LANG",
          "SYST", "CLNT", "CSID", "REIN", "SITE", "STAT", "PWD", "XPWD", "CWD", "TYPE", "PASV",
          "EPSV", "PORT", "EPRT", "LIST", "MLSD");

  /** Known to several protocols. */
  private static final Set<String> UNDECIDED = set("NOOP", "HELP", "QUIT");

  private FirstVerbs() {}

  /** Judges an upper-case verb. */
  static Recognizer.Verdict judge(String verb) {
    if (FTP.contains(verb)) {
      return Recognizer.Verdict.FTP;
    }
    return UNDECIDED.contains(verb) ? Recognizer.Verdict.UNDECIDED : Recognizer.Verdict.NOT_FTP;
  }

  private static Set<String> set(String... verbs) {
    return new HashSet<>(Arrays.asList(verbs));
  }
}
