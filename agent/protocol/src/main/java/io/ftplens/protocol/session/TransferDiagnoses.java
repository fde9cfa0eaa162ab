package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out, at its end, what was wrong with the data connection of a transfer. */
final class TransferDiagnoses {
  private final Reporter reporter;
  private final SessionInfo info;

  TransferDiagnoses(Reporter reporter) {
    this.reporter = reporter;
    this.info = reporter.info;
  }

  /** The diagnoses of a negotiation: of its failed setups, and of the one that took effect. */
  List<Diagnosis> of(@Nullable Negotiation negotiation, TransferEnd end) {
    List<Diagnosis> found = new ArrayList<>(0);
    if (negotiation == null) {
      return found;
    }
    found.addAll(negotiation.diagnoses);
    SetupAttempt effective = negotiation.effective();
    boolean passiveTried = false;
    for (SetupAttempt attempt : negotiation.attempts) {
      boolean passive = attempt.command.mode() == DataConnectionMode.PASSIVE;
      if (passive
          && attempt.link.state() == DataLink.State.FAILED
          && !(attempt == effective && end.refusedWithoutNeedOfData())) {
        found.add(passiveUnreachable(attempt));
      }
      if (attempt == effective && !passive && passiveTried) {
        found.add(
            reporter.diagnosed(
                DiagnosisKind.FALLBACK_TO_ACTIVE,
                "the client tried " + String.join(", ", negotiation.texts())));
      }
      passiveTried |= passive;
    }
    if (effective != null) {
      ofEffective(effective, end, found);
    }
    return found;
  }

  private void ofEffective(SetupAttempt setup, TransferEnd end, List<Diagnosis> found) {
    Endpoint advertised = setup.advertised();
    boolean active = setup.command.mode() == DataConnectionMode.ACTIVE;
    boolean unknownHost = advertised != null && !endOfControl(advertised);
    boolean privateHost =
        advertised != null
            && AddressKind.of(advertised) != AddressKind.PUBLIC
            && AddressKind.of(info.peer()) == AddressKind.PUBLIC;
    // A NAT that rewrites PORT on its way makes a private address work: then all is well.
    if (privateHost && !(active && setup.link.seen())) {
      found.add(
          reporter.diagnosed(
              DiagnosisKind.ADVERTISED_ADDRESS_PRIVATE,
              setup.text()
                  + " announced "
                  + advertised
                  + " across the public peer "
                  + info.peer()));
    } else if (unknownHost && !privateHost) {
      found.add(
          reporter.diagnosed(
              DiagnosisKind.ADVERTISED_ADDRESS_MISMATCH,
              setup.text()
                  + " announced "
                  + advertised
                  + ", which is neither end of "
                  + info.local()
                  + " -> "
                  + info.peer()));
    }
    if (active && !setup.link.seen() && !unknownHost && end.noConnectionIsAFailure(setup)) {
      found.add(
          reporter.diagnosed(
              DiagnosisKind.ACTIVE_UNREACHABLE,
              "no connection from "
                  + info.peer().address()
                  + " came to "
                  + advertised
                  + " after "
                  + setup.text()));
    }
    dataPeer(setup, active, privateHost, found);
  }

  private void dataPeer(
      SetupAttempt setup, boolean active, boolean privateHost, List<Diagnosis> found) {
    Endpoint peer = setup.link.peer();
    Endpoint advertised = setup.advertised();
    if (peer == null || advertised == null || privateHost) {
      return;
    }
    boolean wildcard = AddressKind.of(advertised) == AddressKind.WILDCARD;
    String agreed = active || wildcard ? info.peer().address() : advertised.address();
    if (!peer.address().equals(agreed)) {
      found.add(
          reporter.diagnosed(
              DiagnosisKind.DATA_PEER_MISMATCH,
              "the data connection "
                  + (active ? "came from " : "went to ")
                  + peer
                  + " instead of "
                  + agreed));
    }
  }

  private Diagnosis passiveUnreachable(SetupAttempt attempt) {
    return reporter.diagnosed(
        DiagnosisKind.PASSIVE_UNREACHABLE,
        "connecting to "
            + attempt.advertised()
            + " after "
            + attempt.text()
            + " failed with "
            + attempt.link.errorType());
  }

  private boolean endOfControl(Endpoint advertised) {
    return advertised.address().equals(info.local().address())
        || advertised.address().equals(info.peer().address())
        || AddressKind.of(advertised) == AddressKind.WILDCARD;
  }
}
