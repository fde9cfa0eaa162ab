package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notices, once a session, that a password leaves this host in clear text; whoever listens to many
 * sessions tells it once a host.
 */
final class CredentialWatch {
  private enum State {
    WATCHING,
    TOLD
  }

  private final Reporter reporter;
  private State state = State.WATCHING;

  CredentialWatch(Reporter reporter) {
    this.reporter = reporter;
  }

  void commandSent(Verb verb, SessionVariables variables) {
    if (verb != Verb.PASS
        || state == State.TOLD
        || variables.controlProtected()
        || anonymous(variables.userName())
        || onThisHost(reporter.info.local(), reporter.info.peer())) {
      return;
    }
    state = State.TOLD;
    reporter.diagnosed(
        DiagnosisKind.CLEARTEXT_CREDENTIALS,
        "user name and password were sent to " + reporter.info.peer() + " in clear text");
  }

  /** RFC 1635: what follows these names is no secret. */
  private static boolean anonymous(@Nullable String userName) {
    String name = userName == null ? "" : userName.trim().toLowerCase(Locale.ROOT);
    return name.equals("anonymous") || name.equals("ftp");
  }

  private static boolean onThisHost(Endpoint local, Endpoint peer) {
    return AddressKind.of(peer) == AddressKind.LOOPBACK || peer.address().equals(local.address());
  }
}
