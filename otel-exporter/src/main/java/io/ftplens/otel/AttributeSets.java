package io.ftplens.otel;

import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lays the values of transfers and sessions out as attributes. */
final class AttributeSets {
  private static final double NANOS_PER_SECOND = 1e9;

  private final BooleanSupplier capturePath;
  private final BooleanSupplier captureUser;

  AttributeSets(BooleanSupplier capturePath, BooleanSupplier captureUser) {
    this.capturePath = capturePath;
    this.captureUser = captureUser;
  }

  /** All that a transfer's span and its log record say. */
  Attributes ofTransfer(Transfer transfer) {
    AttributesBuilder attributes = Attributes.builder();
    putSession(attributes, transfer.session(), transfer.controlProtected());
    putDataConnection(attributes, transfer.dataConnection());
    putSummary(attributes, transfer);
    attributes
        .put(FtpAttributes.TRANSFER_SIZE, transfer.size())
        .put(FtpAttributes.TRANSFER_TYPE, transfer.type().value())
        .put(FtpAttributes.NETWORK_IO_DIRECTION, transfer.ioDirection().value());
    if (transfer.restartOffset() >= 0) {
      attributes.put(FtpAttributes.RESTART_OFFSET, transfer.restartOffset());
    }
    if (transfer.replyCode() > 0) {
      attributes.put(FtpAttributes.REPLY_CODE, transfer.replyCode());
    }
    if (!transfer.diagnoses().isEmpty()) {
      attributes.put(FtpAttributes.DIAGNOSIS, names(transfer.diagnoses()));
    }
    return attributes.build();
  }

  /** What a diagnosis says of its session and, where it concerns one, of its transfer. */
  Attributes ofDiagnosis(SessionInfo session, @Nullable Transfer transfer) {
    AttributesBuilder attributes = Attributes.builder();
    putSession(attributes, session, transfer != null && transfer.controlProtected());
    if (transfer != null) {
      putDataConnection(attributes, transfer.dataConnection());
      putSummary(attributes, transfer);
      if (transfer.replyCode() > 0) {
        attributes.put(FtpAttributes.REPLY_CODE, transfer.replyCode());
      }
    }
    return attributes.build();
  }

  /** What the record of a session's end says. */
  Attributes ofSession(SessionSummary summary) {
    AttributesBuilder attributes = Attributes.builder();
    putSession(attributes, summary.session(), summary.controlProtected());
    attributes
        .put(FtpAttributes.SESSION_ACTIVE_TRANSFERS, summary.activeTransfers())
        .put(FtpAttributes.SESSION_PASSIVE_TRANSFERS, summary.passiveTransfers())
        .put(FtpAttributes.SESSION_FAILED_TRANSFERS, summary.failedTransfers())
        .put(FtpAttributes.SESSION_RECEIVED_SIZE, summary.receivedBytes())
        .put(FtpAttributes.SESSION_TRANSMITTED_SIZE, summary.transmittedBytes())
        .put(
            FtpAttributes.SESSION_DURATION,
            seconds(summary.endEpochNanos() - summary.startEpochNanos()))
        .put(FtpAttributes.SESSION_LONGEST_SETUP, seconds(summary.longestSetupNanos()));
    putIfPresent(attributes, FtpAttributes.SESSION_FIREWALL_HINT, summary.firewallHint());
    if (captureUser.getAsBoolean()) {
      putIfPresent(attributes, FtpAttributes.USER_NAME, summary.userName());
    }
    return attributes.build();
  }

  /** The dimensions of a transfer's metrics: few values each, and never a path. */
  static Attributes ofTransferMetric(Transfer transfer) {
    DataConnection data = transfer.dataConnection();
    AttributesBuilder attributes =
        Attributes.builder()
            .put(FtpAttributes.COMMAND_NAME, transfer.command())
            .put(FtpAttributes.DATA_MODE, data.mode().value());
    if (data.setupCommand() != null) {
      attributes.put(FtpAttributes.DATA_SETUP_COMMAND, data.setupCommand().name());
    }
    putServer(attributes, transfer.session());
    putIfPresent(attributes, FtpAttributes.ERROR_TYPE, transfer.errorType());
    return attributes.build();
  }

  /** The dimensions of the number of sessions, the same at its start and at its end. */
  static Attributes ofSessionMetric(SessionInfo session) {
    AttributesBuilder attributes = Attributes.builder();
    putServer(attributes, session);
    return attributes.build();
  }

  static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  private static void putSession(
      AttributesBuilder attributes, SessionInfo session, boolean controlProtected) {
    putServer(attributes, session);
    put(
        attributes,
        FtpAttributes.NETWORK_LOCAL_ADDRESS,
        FtpAttributes.NETWORK_LOCAL_PORT,
        session.local());
    put(
        attributes,
        FtpAttributes.NETWORK_PEER_ADDRESS,
        FtpAttributes.NETWORK_PEER_PORT,
        session.peer());
    attributes
        .put(FtpAttributes.NETWORK_TRANSPORT, "tcp")
        .put(FtpAttributes.NETWORK_TYPE, session.peer().networkType())
        .put(FtpAttributes.NETWORK_PROTOCOL_NAME, controlProtected ? "ftps" : "ftp")
        .put(FtpAttributes.CLIENT_LIBRARY, session.clientLibrary());
    putIfPresent(attributes, FtpAttributes.CLIENT_VERSION, session.clientVersion());
  }

  private static void putServer(AttributesBuilder attributes, SessionInfo session) {
    attributes
        .put(FtpAttributes.SERVER_ADDRESS, session.serverAddress())
        .put(FtpAttributes.SERVER_PORT, session.serverPort());
  }

  private static void putDataConnection(AttributesBuilder attributes, DataConnection data) {
    attributes.put(FtpAttributes.DATA_MODE, data.mode().value());
    if (data.configuredMode() != null) {
      attributes.put(FtpAttributes.CLIENT_CONFIGURED_MODE, data.configuredMode().value());
    }
    if (data.setupCommand() != null) {
      attributes.put(FtpAttributes.DATA_SETUP_COMMAND, data.setupCommand().name());
    }
    if (data.direction() != null) {
      attributes.put(FtpAttributes.DATA_DIRECTION, data.direction().value());
    }
    put(attributes, FtpAttributes.DATA_LOCAL_ADDRESS, FtpAttributes.DATA_LOCAL_PORT, data.local());
    put(attributes, FtpAttributes.DATA_PEER_ADDRESS, FtpAttributes.DATA_PEER_PORT, data.peer());
    put(
        attributes,
        FtpAttributes.DATA_ADVERTISED_ADDRESS,
        FtpAttributes.DATA_ADVERTISED_PORT,
        data.advertised());
    if (data.forced()) {
      attributes.put(FtpAttributes.DATA_FORCED, true);
    }
    if (data.attempts().size() > 1) {
      attributes.put(FtpAttributes.DATA_ATTEMPTS, data.attempts());
    }
    if (data.protectedByTls()) {
      attributes.put(FtpAttributes.DATA_PROTECTED, true);
    }
  }

  private void putSummary(AttributesBuilder attributes, Transfer transfer) {
    attributes.put(FtpAttributes.COMMAND_NAME, transfer.command());
    if (capturePath.getAsBoolean() && transfer.path() != null) {
      attributes.put(FtpAttributes.FILE_PATH, withoutUserInfo(transfer.path()));
    }
    putIfPresent(attributes, FtpAttributes.ERROR_TYPE, transfer.errorType());
  }

  private static void put(
      AttributesBuilder attributes,
      AttributeKey<String> address,
      AttributeKey<Long> port,
      @Nullable Endpoint endpoint) {
    if (endpoint != null) {
      attributes.put(address, endpoint.address()).put(port, endpoint.port());
    }
  }

  private static void putIfPresent(
      AttributesBuilder attributes, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }

  private static List<String> names(List<Diagnosis> diagnoses) {
    List<String> names = new ArrayList<>(diagnoses.size());
    for (Diagnosis diagnosis : diagnoses) {
      names.add(diagnosis.kind().value());
    }
    return names;
  }

  /** Strips {@code user:password@} from a path that is an FTP URL, as FTP proxies are given. */
  static String withoutUserInfo(String path) {
    if (!path.regionMatches(true, 0, "ftp://", 0, 6)
        && !path.regionMatches(true, 0, "ftps://", 0, 7)) {
      return path;
    }
    int authority = path.indexOf("://") + 3;
    int slash = path.indexOf('/', authority);
    int at = path.lastIndexOf('@', slash < 0 ? path.length() : slash);
    return at < authority ? path : path.substring(0, authority) + path.substring(at + 1);
  }
}
