package io.ftplens.otel;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.IoDirection;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.event.TransferType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions and transfers to write. */
final class Samples {
  static final long START = 1_700_000_000_000_000_000L;
  static final long END = START + 41_000_000L;

  static final SessionInfo SESSION =
      new SessionInfo(
          7,
          "ftp.example.com",
          21,
          Endpoint.of("192.168.150.80", 1026),
          Endpoint.of("192.168.150.90", 21),
          "commons-net",
          "3.9.0");

  private Samples() {}

  /** The active download of the contract's examples. */
  static Transfer.Builder download(@Nullable TraceContext trace) {
    return Transfer.builder(SESSION, "RETR")
        .dataConnection(
            DataConnection.builder()
                .agreed(
                    DataConnectionMode.ACTIVE,
                    SetupCommand.PORT,
                    Endpoint.of("192.168.150.80", 3762))
                .configuredMode(DataConnectionMode.ACTIVE)
                .observed(
                    ConnectionDirection.INBOUND,
                    Endpoint.of("192.168.150.80", 3762),
                    Endpoint.of("192.168.150.90", 20),
                    15_000_000L)
                .attempts(List.of("PORT 200"))
                .build())
        .path("/pub/a.bin")
        .type(TransferType.IMAGE)
        .data(IoDirection.RECEIVE, 1_048_576)
        .outcome(226, null)
        .time(START, END)
        .trace(trace);
  }
}
