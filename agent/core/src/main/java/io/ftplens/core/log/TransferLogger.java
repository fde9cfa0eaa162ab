package io.ftplens.core.log;

import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.CapturePolicy;
import io.ftplens.protocol.event.DataConnection;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.SessionSummary;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes the log lines of the telemetry contract. */
public final class TransferLogger implements SessionListener {
  private static final String MASK = "XXXX";

  /**
   * The replies to USER and PASS (RFC 959, 5.4), which often repeat the name, and those of servers
   * that quote a command that they do not like.
   */
  private static final Set<Integer> LOGIN_REPLIES =
      new HashSet<>(Arrays.asList(230, 232, 234, 331, 332, 336, 421, 500, 501, 502, 503, 504, 530));

  private final Logger log;
  private final CapturePolicy capture;

  /** The user names to mask where replies repeat them; filled only while the dialogue is logged. */
  private final Map<Long, String> userNames = new ConcurrentHashMap<>();

  private final SessionOrigins origins = new SessionOrigins();

  /**
   * Makes a listener that writes to this logger.
   *
   * @param capture asked for each line
   */
  public TransferLogger(Logger log, CapturePolicy capture) {
    this.log = log;
    this.capture = capture;
  }

  @Override
  public void sessionStarted(SessionInfo session, long epochNanos) {
    origins.began(session.id());
    if (log.isDebugEnabled()) {
      write(
          Level.DEBUG,
          session,
          new Logfmt("ftp session start")
              .pair("session", session.id())
              .pair("server", session.serverAddress() + ":" + session.serverPort())
              .pair("control.local", session.local())
              .pair("control.peer", session.peer())
              .pair("client", session.clientLibrary())
              .pair("client_version", session.clientVersion())
              .toString());
    }
  }

  @Override
  public void commandSent(SessionInfo session, FtpCommand command, long epochNanos) {
    origins.used(session.id());
    if (log.isDebugEnabled()) {
      String text = command.toString();
      if (command.verb().equals("USER") && !capture.captureUser()) {
        text = "USER " + MASK;
        if (command.argument() != null && !command.argument().isEmpty()) {
          userNames.put(session.id(), command.argument());
        }
      }
      write(Level.DEBUG, session, dialogue(session, "---> ", text));
    }
  }

  @Override
  public void replyReceived(SessionInfo session, FtpReply reply, long epochNanos) {
    if (log.isDebugEnabled()) {
      boolean login = LOGIN_REPLIES.contains(reply.code());
      for (String line : reply.lines()) {
        write(
            Level.DEBUG,
            session,
            dialogue(session, "<--- ", login ? withoutUserName(session, line) : line));
      }
    }
  }

  private String withoutUserName(SessionInfo session, String text) {
    String userName = userNames.get(session.id());
    return userName == null ? text : text.replace(userName, MASK);
  }

  private static String dialogue(SessionInfo session, String arrow, String text) {
    return "[" + session.id() + "] " + arrow + Logfmt.oneLine(text);
  }

  @Override
  public void anomaly(SessionInfo session, Anomaly anomaly, String detail, long epochNanos) {
    if (log.isDebugEnabled()) {
      write(
          Level.DEBUG,
          session,
          new Logfmt("ftp anomaly")
              .pair("name", anomaly.name().toLowerCase(Locale.ROOT))
              .pair("session", session.id())
              .pair("detail", withoutUserName(session, detail))
              .toString());
    }
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    if (log.isWarnEnabled()) {
      write(
          Level.WARN,
          session,
          new Logfmt("ftp diagnosis")
              .pair("name", diagnosis.kind().value())
              .pair("message", diagnosis.message())
              .pair("control.local", session.local())
              .pair("control.peer", session.peer())
              .toString());
    }
  }

  @Override
  public void transferEnded(Transfer transfer) {
    if (log.isInfoEnabled()) {
      LoggingEventBuilder event = event(Level.INFO, transfer.session());
      TraceContext trace = transfer.trace();
      if (trace != null) {
        event =
            event
                .addKeyValue(AgentLogger.TRACE_ID, trace.traceId())
                .addKeyValue(AgentLogger.SPAN_ID, trace.spanId());
      }
      event.log(line(transfer));
    }
  }

  private String line(Transfer transfer) {
    DataConnection data = transfer.dataConnection();
    SessionInfo session = transfer.session();
    Logfmt line =
        new Logfmt("ftp transfer")
            .pair("command", transfer.command())
            .pair("mode", data.mode().value())
            .pair("configured", configured(data))
            .pair("setup", data.setupCommand())
            .pair("direction", data.direction() == null ? null : data.direction().value())
            .pair("data.local", data.local())
            .pair("data.peer", data.peer());
    if (data.direction() == null) {
      line.pair("data.advertised", data.advertised());
    }
    line.pair("control.local", session.local())
        .pair("control.peer", session.peer())
        .pair("size", transfer.size())
        .pair("duration_ms", millis(transfer.endEpochNanos() - transfer.startEpochNanos()))
        .pair("reply", transfer.replyCode() == 0 ? null : transfer.replyCode())
        .pair("path", capture.capturePath() ? transfer.path() : null)
        .pair("error", transfer.errorType())
        .pair("forced", data.forced() ? true : null)
        .pair("protected", data.protectedByTls() ? true : null)
        .pair("restart_offset", transfer.restartOffset() < 0 ? null : transfer.restartOffset())
        .pair("attempts", data.attempts().size() > 1 ? String.join(",", data.attempts()) : null)
        .pair("diagnosis", diagnoses(transfer))
        .pair("client", session.clientLibrary())
        .pair("client_version", session.clientVersion());
    TraceContext trace = transfer.trace();
    if (trace != null) {
      line.pair("trace_id", trace.traceId()).pair("span_id", trace.spanId());
    }
    return line.toString();
  }

  /** What the client was set to, where something else came of it. */
  private static @Nullable String configured(DataConnection data) {
    DataConnectionMode configured = data.configuredMode();
    return configured == null || configured == data.mode() ? null : configured.value();
  }

  private static @Nullable String diagnoses(Transfer transfer) {
    if (transfer.diagnoses().isEmpty()) {
      return null;
    }
    StringBuilder names = new StringBuilder();
    for (Diagnosis diagnosis : transfer.diagnoses()) {
      names.append(names.length() == 0 ? "" : ",").append(diagnosis.kind().value());
    }
    return names.toString();
  }

  @Override
  public void sessionEnded(SessionSummary summary) {
    userNames.remove(summary.session().id());
    if (log.isInfoEnabled()) {
      SessionInfo session = summary.session();
      Endpoint peer = session.peer();
      write(
          Level.INFO,
          session,
          new Logfmt("ftp session")
              .pair("server", session.serverAddress() + ":" + session.serverPort())
              .pair("control.local", session.local())
              .pair("control.peer", peer)
              .pair("client", session.clientLibrary())
              .pair("client_version", session.clientVersion())
              .pair("user", capture.captureUser() ? summary.userName() : null)
              .pair("active", summary.activeTransfers())
              .pair("passive", summary.passiveTransfers())
              .pair("failed", summary.failedTransfers())
              .pair("received", summary.receivedBytes())
              .pair("transmitted", summary.transmittedBytes())
              .pair("duration_ms", millis(summary.endEpochNanos() - summary.startEpochNanos()))
              .pair("longest_setup_ms", millis(summary.longestSetupNanos()))
              .pair("firewall", summary.firewallHint())
              .toString());
    }
    origins.ended(summary.session().id());
  }

  private void write(Level level, SessionInfo session, String line) {
    event(level, session).log(line);
  }

  private LoggingEventBuilder event(Level level, SessionInfo session) {
    return log.atLevel(level).addKeyValue(AgentLogger.ORIGIN, origins.of(session.id()));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
