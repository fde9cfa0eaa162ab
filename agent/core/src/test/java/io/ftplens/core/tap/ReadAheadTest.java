package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ftplens.core.force.ForcedSetup;
import io.ftplens.core.force.ForcedSetups;
import io.ftplens.core.socket.SocketStreams;
import io.ftplens.core.socket.TestSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real connection whose application does not read. */
class ReadAheadTest implements ReadAhead.Owner {
  private final OwnTraffic own = new OwnTraffic(new SocketStreams(new TestSockets()));
  private final ReadAhead ahead = new ReadAhead(this, own);
  private final ForcedSetup setup = ForcedSetups.written();
  private final AtomicInteger received = new AtomicInteger();
  private final Socket socket;
  private final Socket server;
  private boolean readsAsk = true;
  private int withheld = 1;

  ReadAheadTest() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
      server = listener.accept();
    }
  }

  @AfterEach
  void close() throws IOException {
    ForcedSetups.end(setup);
    socket.close();
    server.close();
  }

  @Override
  public Object socket() {
    return socket;
  }

  @Override
  public boolean letReadsAsk() {
    return readsAsk;
  }

  /** Gives the application all but the first byte, as a rule. */
  @Override
  public int received(Object handle, byte[] bytes, int offset, int count) {
    System.arraycopy(bytes, withheld, bytes, 0, count - withheld);
    received.addAndGet(count);
    return count - withheld;
  }

  @Override
  public void ownError(Throwable error) {
    throw new AssertionError(error);
  }

  private void say(String text) throws IOException {
    server.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What a read with so much room is served; null if it is left to the socket. */
  private String read(int room) {
    byte[] bytes = new byte[room + 2];
    if (ahead.reading(bytes, 1, room) != 0) {
      return null;
    }
    int serving = ahead.serving();
    assertThat(ahead.served()).isEqualTo(serving);
    assertThat(ahead.served()).as("told once").isZero();
    return new String(bytes, 1, serving, StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsReadAheadIsServedBeforeTheSocketIsRead() throws IOException {
    ahead.begin(setup, socket);
    say("227 go");
    await().until(() -> received.get() == 6);
    assertThat(ahead.available(3)).as("3 were there before those were taken").isEqualTo(5);
    assertThat(read(2)).isEqualTo("27");
    assertThat(read(100)).isEqualTo(" go");
    assertThat(ahead.available(3)).isEqualTo(3);
    assertThat(read(100)).as("the socket's turn").isNull();
  }

  /** Until JDK 12 {@code available} holds the monitor of the socket where it asks us. */
  @Test
  void whoeverHoldsTheSocketsMonitorIsNotWaitedForUnderTheLock() throws Exception {
    isNotWaitedForUnderTheLock(socket);
  }

  /** As those streams of JSSE do that are synchronized. */
  @Test
  void whoeverHoldsTheStreamsMonitorIsNotWaitedForUnderTheLock() throws Exception {
    isNotWaitedForUnderTheLock(socket.getInputStream());
  }

  private void isNotWaitedForUnderTheLock(Object monitor) throws IOException {
    synchronized (monitor) {
      ahead.begin(setup, socket);
      say("227");
      await().pollDelay(ForcedSetups.moment().multipliedBy(2)).until(() -> received.get() == 0);
      assertThat(ahead.available(3)).isEqualTo(3);
    }
    await().until(() -> received.get() == 3);
    assertThat(read(9)).isEqualTo("27");
  }

  @Test
  void nothingIsTakenFromAThreadThatReads() throws Exception {
    assertThat(read(1)).isNull();
    ahead.begin(setup, socket);
    say("227");
    // Its own thread waits longer than this before it looks at the socket for the first time.
    await().pollDelay(ForcedSetups.moment().multipliedBy(2)).until(() -> received.get() == 0);
    assertThat(socket.getInputStream().read()).isEqualTo('2');
    ahead.hasRead();
    await().until(() -> received.get() == 2);
    assertThat(read(9)).isEqualTo("7");
  }

  @Test
  void itEndsWithTheSetUp() throws Exception {
    ahead.begin(setup, socket);
    ForcedSetups.end(setup);
    say("227");
    await().pollDelay(ForcedSetups.moment().multipliedBy(2)).until(() -> received.get() == 0);
    assertThat(socket.getInputStream().read()).isEqualTo('2');
  }

  @Test
  void nothingIsReadWhereReadsCannotAsk() throws Exception {
    readsAsk = false;
    ahead.begin(setup, socket);
    say("227");
    await().pollDelay(ForcedSetups.moment().multipliedBy(2)).until(() -> received.get() == 0);
    assertThat(socket.getInputStream().read()).isEqualTo('2');
  }

  @Test
  void noMoreIsKeptThanTheCap() throws Exception {
    withheld = 0;
    ahead.begin(setup, socket);
    say("x".repeat(3 * ReadAhead.MOST_KEPT));
    await().until(() -> ahead.available(0) == 3 * ReadAhead.MOST_KEPT);
    assertThat(received.get()).as("taken").isEqualTo(ReadAhead.MOST_KEPT);
    assertThat(socket.getInputStream().available())
        .as("the rest stays")
        .isEqualTo(2 * ReadAhead.MOST_KEPT);
    assertThat(read(3 * ReadAhead.MOST_KEPT)).hasSize(ReadAhead.MOST_KEPT);
  }
}
