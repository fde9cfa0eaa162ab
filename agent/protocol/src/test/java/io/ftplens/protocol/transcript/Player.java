package io.ftplens.protocol.transcript;

import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import org.jspecify.annotations.Nullable;

/** Feeds one session with bytes and data-connection events, at a clock of its own. */
public final class Player {
  public static final long START = 1_700_000_000_000_000_000L;

  public final EventRecorder events = new EventRecorder();
  public final RecordingPlumbing plumbing = new RecordingPlumbing();
  public final FtpSession session;
  private long now = START;

  public Player() {
    this("192.168.150.80:1026", "192.168.150.90:21", false);
  }

  public Player(String local, String peer, boolean implicitTls) {
    this(local, peer, implicitTls, TraceContextSource.NONE);
  }

  public Player(String local, String peer, boolean implicitTls, TraceContextSource contexts) {
    Endpoint peerEnd = endpoint(peer);
    SessionInfo info =
        new SessionInfo(
            1, "ftp.example.com", peerEnd.port(), endpoint(local), peerEnd, "commons-net", null);
    session = new FtpSession(info, implicitTls, events, plumbing, contexts, now);
  }

  public void feed(boolean sent, byte[] bytes, int offset, int length) {
    if (sent) {
      session.sent(bytes, offset, length, now);
    } else {
      session.received(bytes, offset, length, now);
    }
  }

  /** Plays lines of the upper part of a transcript. */
  public Player play(String... lines) {
    for (String line : lines) {
      step(Transcript.Step.parse(line));
    }
    return this;
  }

  void step(Transcript.Step step) {
    if (step.bytes()) {
      byte[] bytes = step.toBytes();
      feed(step.sent(), bytes, 0, bytes.length);
      return;
    }
    String[] words = step.text().split(" ");
    switch (step.kind()) {
      case "wait" -> pass(Long.parseLong(words[0]));
      case "closed" -> close(words[0].isEmpty() ? null : words[0]);
      default -> data(step.kind(), words);
    }
  }

  private void data(String kind, String[] words) {
    int index =
        kind.equals("d") ? plumbing.expected.size() - 1 : Integer.parseInt(kind.substring(1)) - 1;
    ExpectedDataConnection expected = plumbing.expected.get(index);
    switch (words[0]) {
      case "open" ->
          session.dataConnected(
              expected,
              words[1].equals("in") ? ConnectionDirection.INBOUND : ConnectionDirection.OUTBOUND,
              endpoint(words[2]),
              endpoint(words[3]),
              now);
      case "close" ->
          session.dataClosed(
              expected,
              Long.parseLong(words[1]),
              Long.parseLong(words[2]),
              words.length > 3 ? words[3] : null,
              now);
      case "progress" ->
          session.dataProgress(expected, Long.parseLong(words[1]), Long.parseLong(words[2]), now);
      case "waiting" -> session.acceptPending(expected, START, "in thread main", now);
      case "fail" -> session.dataConnectFailed(expected, words[1], now);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  public void pass(long millis) {
    now += millis * 1_000_000;
    session.tick(now);
  }

  public void close(@Nullable String errorType) {
    session.closed(errorType, now);
  }

  static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String address = text.substring(0, colon).replace("[", "").replace("]", "");
    return Endpoint.of(address, Integer.parseInt(text.substring(colon + 1)));
  }
}
