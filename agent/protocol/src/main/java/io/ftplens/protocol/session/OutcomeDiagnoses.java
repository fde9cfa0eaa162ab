package io.ftplens.protocol.session;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.session.TransferEnd.ControlEnd;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what the last reply of a transfer, or the lack of one, tells. */
final class OutcomeDiagnoses {
  private static final int SERVICE_CLOSING = 421;

  private final Reporter reporter;

  OutcomeDiagnoses(Reporter reporter) {
    this.reporter = reporter;
  }

  void of(
      TransferInProgress transfer,
      TransferEnd end,
      @Nullable ControlEnd control,
      List<Diagnosis> found) {
    DataLink link = transfer.link();
    if (link == null || !link.seen()) {
      return;
    }
    FtpReply reply = transfer.reply();
    if (transfer.replied()) {
      if (reply != null && transfer.dataProtected() && tlsSessionWanted(reply)) {
        found.add(
            reporter.diagnosed(
                DiagnosisKind.TLS_SESSION_NOT_REUSED,
                transfer.command
                    + " over "
                    + link.peer()
                    + " was answered by: "
                    + lastLine(reply)));
      }
      if (reply != null && reply.code() == SERVICE_CLOSING && transfer.began()) {
        found.add(controlLost(transfer, "sent: " + lastLine(reply)));
      }
      return;
    }
    if (link.state() == DataLink.State.CLOSED && link.errorType() == null) {
      found.add(
          reporter.diagnosed(
              DiagnosisKind.UNFINISHED_TRANSFER,
              "the data connection of "
                  + transfer.command
                  + " closed after "
                  + (link.received() + link.transmitted())
                  + " bytes and no completion reply was read"));
    }
    if (control != null
        && control.errorType != null
        && link.errorType() == null
        && control.silentNanos(link) >= Limits.SHORTEST_IDLE_TIMEOUT_NANOS) {
      found.add(
          controlLost(
              transfer,
              "broke with "
                  + control.errorType
                  + " after "
                  + control.silentNanos(link) / 1_000_000_000L
                  + " s of silence"));
    }
  }

  private Diagnosis controlLost(TransferInProgress transfer, String how) {
    return reporter.diagnosed(
        DiagnosisKind.CONTROL_IDLE_TIMEOUT,
        "during "
            + transfer.command
            + " the control connection to "
            + reporter.info.peer()
            + " "
            + how);
  }

  /**
   * What servers say: vsftpd 522 "session reuse required", ProFTPD 425 "Operation not permitted",
   * FileZilla Server 425 or 450 "TLS session of data connection not resumed".
   */
  private static boolean tlsSessionWanted(FtpReply reply) {
    String text = lastLine(reply).toLowerCase(Locale.ROOT);
    boolean names = text.contains("reus") || text.contains("resum");
    switch (reply.code()) {
      case 522:
        return true;
      case 425:
        return names || text.contains("operation not permitted");
      case 450:
        return names;
      default:
        return false;
    }
  }

  private static String lastLine(FtpReply reply) {
    return Reporter.quote(reply.lines().get(reply.lines().size() - 1));
  }
}
