package io.ftplens.protocol.session;

import io.ftplens.protocol.event.DiagnosisKind;
import java.util.EnumMap;
import java.util.Map;

/** The likely cause of each diagnosis, and what to do about it. */
final class DiagnosisGuide {
  private static final Map<DiagnosisKind, String> ADVICE = new EnumMap<>(DiagnosisKind.class);

  static {
    put(
        DiagnosisKind.ACTIVE_UNREACHABLE,
        "a firewall or NAT between the server and this host blocks connections towards the client",
        "use passive mode, or allow inbound TCP from the server's port 20 to this host");
    put(
        DiagnosisKind.ACCEPT_PENDING,
        "the server cannot reach this host and the application set no timeout for data",
        "set a data timeout, and use passive mode");
    put(
        DiagnosisKind.PASSIVE_UNREACHABLE,
        "a firewall blocks the server's passive ports, or the server announced a wrong address",
        "allow outbound TCP to the server's passive port range, or correct its passive address");
    put(
        DiagnosisKind.ADVERTISED_ADDRESS_PRIVATE,
        "the side that announced it is behind NAT and does not know its public address",
        "set the external address there, or use EPSV, which announces no address");
    put(
        DiagnosisKind.ADVERTISED_ADDRESS_MISMATCH,
        "a third party is meant (FXP), or NAT or several addresses are at work",
        "if no server-to-server transfer is wanted, correct the announced address or use EPSV");
    put(
        DiagnosisKind.DATA_PEER_MISMATCH,
        "NAT, several addresses or a proxy on the way, or someone else took the port",
        "correct the announced address, and if the host is unknown, suspect a stolen connection");
    put(
        DiagnosisKind.FALLBACK_TO_ACTIVE,
        "passive mode did not work and the client changed to active mode on its own",
        "make passive mode work on the server, or active mode will need openings to this host");
    put(
        DiagnosisKind.PASSIVE_LOST_ON_RECONNECT,
        "the client returns to active mode with each new connection",
        "call enterLocalPassiveMode after each connect");
    put(
        DiagnosisKind.EXTENDED_REFUSED,
        "the server, or a firewall that reads FTP, does not know RFC 2428",
        "switch EPSV and EPRT off in the client to save a round trip each time, or update the"
            + " server");
    put(
        DiagnosisKind.TLS_SESSION_NOT_REUSED,
        "the server wants the TLS session of the control connection on data connections too",
        "make the client reuse the TLS session, or relax the server's rule (require_ssl_reuse=NO,"
            + " NoSessionReuseRequired)");
    put(
        DiagnosisKind.CONTROL_IDLE_TIMEOUT,
        "a firewall, NAT or the server dropped the control connection as idle during the transfer",
        "switch on TCP or NOOP keep-alive of the control connection, or raise the idle timeout");
    put(
        DiagnosisKind.REPLY_OUT_OF_STEP,
        "the application did not read the completion reply of a transfer",
        "read it after each transfer (completePendingCommand in Commons Net)");
    put(
        DiagnosisKind.UNFINISHED_TRANSFER,
        "the application did not read the completion reply, or it was lost on the way, so nobody"
            + " knows whether all arrived",
        "read it after each transfer (completePendingCommand in Commons Net), and keep the control"
            + " connection alive during long ones");
    put(
        DiagnosisKind.CLEARTEXT_CREDENTIALS,
        "the session is not protected by TLS",
        "use explicit FTPS (AUTH TLS) or SFTP");
  }

  private DiagnosisGuide() {}

  private static void put(DiagnosisKind kind, String cause, String remedy) {
    ADVICE.put(kind, "; cause: " + cause + "; remedy: " + remedy);
  }

  /** One line: what happened, why, and the remedy. */
  static String message(DiagnosisKind kind, String what) {
    return what + ADVICE.get(kind);
  }
}
