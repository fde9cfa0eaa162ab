package io.ftplens.core.doctor;

import io.ftplens.protocol.event.FtpReply;
import java.io.IOException;

/** Logs in, as often as it is needed. */
final class Login {
  private static final int NEEDS_PASSWORD = 331;
  private static final int AUTH_ACCEPTED = 234;

  private final Consultation asked;
  private final String password;
  private final Certificates certificates;

  Login(Consultation asked, String password, Certificates certificates) {
    this.asked = asked;
    this.password = password;
    this.certificates = certificates;
  }

  Consultation asked() {
    return asked;
  }

  Certificates certificates() {
    return certificates;
  }

  /**
   * A connection that is logged in.
   *
   * @throws IOException whose message tells a person what was refused
   */
  Control open(Security security) throws IOException {
    Control control = Control.connect(asked, security, certificates);
    boolean done = false;
    try {
      expectSuccess(control.reply(), "the server does not want to talk");
      if (security == Security.EXPLICIT_TLS) {
        FtpReply auth = control.command("AUTH TLS");
        if (auth.code() != AUTH_ACCEPTED) {
          throw new IOException("not offered: " + Text.of(auth));
        }
        control.startTls(certificates);
      }
      FtpReply user = control.command("USER " + asked.user);
      if (user.code() == NEEDS_PASSWORD) {
        user = control.command("PASS " + password);
      }
      expectSuccess(user, "the login was refused");
      if (security.tls()) {
        expectSuccess(control.command("PBSZ 0"), "PBSZ was refused");
        expectSuccess(control.command("PROT P"), "protected data connections were refused");
      }
      done = true;
      return control;
    } finally {
      if (!done) {
        control.close();
      }
    }
  }

  private static void expectSuccess(FtpReply reply, String otherwise) throws IOException {
    if (reply.code() / 100 != 2) {
      throw new IOException(otherwise + ": " + Text.of(reply));
    }
  }
}
