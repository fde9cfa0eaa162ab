package io.ftplens.otel;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** Every attribute a user sees, spelled once; the names are public API. */
public final class FtpAttributes {
  public static final AttributeKey<String> COMMAND_NAME = stringKey("ftp.command.name");
  public static final AttributeKey<Long> REPLY_CODE = longKey("ftp.reply.code");
  public static final AttributeKey<List<String>> DIAGNOSIS = stringArrayKey("ftp.diagnosis");
  public static final AttributeKey<String> CLIENT_LIBRARY = stringKey("ftp.client.library");
  public static final AttributeKey<String> CLIENT_VERSION = stringKey("ftp.client.version");
  public static final AttributeKey<String> CLIENT_CONFIGURED_MODE =
      stringKey("ftp.client.configured_mode");

  public static final AttributeKey<String> DATA_MODE = stringKey("ftp.data_connection.mode");
  public static final AttributeKey<String> DATA_SETUP_COMMAND =
      stringKey("ftp.data_connection.setup_command");
  public static final AttributeKey<String> DATA_DIRECTION =
      stringKey("ftp.data_connection.direction");
  public static final AttributeKey<String> DATA_LOCAL_ADDRESS =
      stringKey("ftp.data_connection.local.address");
  public static final AttributeKey<Long> DATA_LOCAL_PORT =
      longKey("ftp.data_connection.local.port");
  public static final AttributeKey<String> DATA_PEER_ADDRESS =
      stringKey("ftp.data_connection.peer.address");
  public static final AttributeKey<Long> DATA_PEER_PORT = longKey("ftp.data_connection.peer.port");
  public static final AttributeKey<String> DATA_ADVERTISED_ADDRESS =
      stringKey("ftp.data_connection.advertised.address");
  public static final AttributeKey<Long> DATA_ADVERTISED_PORT =
      longKey("ftp.data_connection.advertised.port");
  public static final AttributeKey<Boolean> DATA_FORCED = booleanKey("ftp.data_connection.forced");
  public static final AttributeKey<List<String>> DATA_ATTEMPTS =
      stringArrayKey("ftp.data_connection.attempts");
  public static final AttributeKey<Boolean> DATA_PROTECTED =
      booleanKey("ftp.data_connection.protected");

  public static final AttributeKey<Long> TRANSFER_SIZE = longKey("ftp.transfer.size");
  public static final AttributeKey<String> TRANSFER_TYPE = stringKey("ftp.transfer.type");
  public static final AttributeKey<Long> RESTART_OFFSET = longKey("ftp.transfer.restart_offset");

  public static final AttributeKey<Long> SESSION_ACTIVE_TRANSFERS =
      longKey("ftp.session.transfer.active");
  public static final AttributeKey<Long> SESSION_PASSIVE_TRANSFERS =
      longKey("ftp.session.transfer.passive");
  public static final AttributeKey<Long> SESSION_FAILED_TRANSFERS =
      longKey("ftp.session.transfer.failed");
  public static final AttributeKey<Long> SESSION_RECEIVED_SIZE =
      longKey("ftp.session.received.size");
  public static final AttributeKey<Long> SESSION_TRANSMITTED_SIZE =
      longKey("ftp.session.transmitted.size");
  public static final AttributeKey<Double> SESSION_DURATION = doubleKey("ftp.session.duration");
  public static final AttributeKey<Double> SESSION_LONGEST_SETUP =
      doubleKey("ftp.session.data_connection.longest_setup");
  public static final AttributeKey<String> SESSION_FIREWALL_HINT =
      stringKey("ftp.session.firewall_hint");

  public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
  public static final AttributeKey<String> FILE_PATH = stringKey("file.path");
  public static final AttributeKey<String> NETWORK_IO_DIRECTION = stringKey("network.io.direction");
  public static final AttributeKey<String> NETWORK_LOCAL_ADDRESS =
      stringKey("network.local.address");
  public static final AttributeKey<Long> NETWORK_LOCAL_PORT = longKey("network.local.port");
  public static final AttributeKey<String> NETWORK_PEER_ADDRESS = stringKey("network.peer.address");
  public static final AttributeKey<Long> NETWORK_PEER_PORT = longKey("network.peer.port");
  public static final AttributeKey<String> NETWORK_PROTOCOL_NAME =
      stringKey("network.protocol.name");
  public static final AttributeKey<String> NETWORK_TRANSPORT = stringKey("network.transport");
  public static final AttributeKey<String> NETWORK_TYPE = stringKey("network.type");
  public static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
  public static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
  public static final AttributeKey<String> USER_NAME = stringKey("user.name");

  private FtpAttributes() {}
}
