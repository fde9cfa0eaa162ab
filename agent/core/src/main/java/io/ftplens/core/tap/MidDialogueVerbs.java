package io.ftplens.core.tap;

import java.util.HashMap;
import java.util.Map;

/**
 * Which reply to which command tells, without a greeting, that a dialogue is FTP's: pairs that no
 * other protocol of verbs and three-digit codes has (SMTP, RFC 5321; NNTP, RFC 3977).
 */
final class MidDialogueVerbs {
  private static final Map<String, int[]> TELLING = new HashMap<>();

  static {
    // RFC 959, 5.4.
    tells("USER", 230, 331, 332);
    tells("PASS", 202, 230, 332);
    tells("ACCT", 202, 230);
    tells("REIN", 220);
    tells("CWD", 200, 250);
    tells("XCWD", 200, 250);
    tells("CDUP", 200, 250);
    tells("XCUP", 200, 250);
    tells("PWD", 257);
    tells("XPWD", 257);
    tells("MKD", 257);
    tells("XMKD", 257);
    tells("RMD", 250);
    tells("XRMD", 250);
    tells("DELE", 250);
    tells("RNFR", 350);
    tells("RNTO", 250);
    tells("TYPE", 200);
    tells("STRU", 200);
    tells("ALLO", 200, 202);
    tells("SITE", 200, 202, 214);
    tells("SYST", 215);
    tells("STAT", 211, 212, 213);
    tells("ABOR", 225, 226, 426);
    tells("REST", 350);
    tells("PORT", 200);
    tells("PASV", 227);
    for (String transfer : new String[] {"RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD"}) {
      tells(transfer, 125, 150);
    }
    // NNTP has no NOOP, and SMTP answers it 250 (RFC 5321, 4.3.2).
    tells("NOOP", 200);
    // RFC 1639, 2228, 2389, 2428, 3659, 4217.
    tells("LPRT", 200);
    tells("LPSV", 228);
    tells("EPRT", 200);
    tells("EPSV", 200, 229);
    tells("FEAT", 211);
    tells("OPTS", 200);
    tells("SIZE", 213);
    tells("MDTM", 213);
    tells("MLST", 250);
    tells("AUTH", 234);
    tells("PBSZ", 200);
    tells("PROT", 200);
    tells("CCC", 200);
    // Of these no reply tells anything, and they rule nothing out.
    for (String neutral : new String[] {"HELP", "QUIT", "MODE", "LANG", "CLNT", "XCRC", "HASH"}) {
      tells(neutral);
    }
  }

  private MidDialogueVerbs() {}

  private static void tells(String verb, int... codes) {
    TELLING.put(verb, codes);
  }

  /** Whether FTP has this verb at all. */
  static boolean known(String verb) {
    return TELLING.containsKey(verb);
  }

  /** Whether this reply to this command is FTP's alone. */
  static boolean tell(String verb, int code) {
    for (int telling : TELLING.getOrDefault(verb, new int[0])) {
      if (telling == code) {
        return true;
      }
    }
    return false;
  }
}
