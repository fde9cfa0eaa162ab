package io.ftplens.core.tap;

import io.ftplens.core.force.WireForcing;
import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.core.socket.SocketFacts;
import io.ftplens.core.socket.SocketStreams;
import io.ftplens.protocol.event.ConnectionDirection;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What the hooks call: finds out which watched socket an event belongs to, and hands it over. */
public final class SocketTap extends FtplensHooks {
  /**
   * Sockets watched at once: open FTP control and data connections, and connections that have not
   * said anything yet. Beyond it new ones are left alone, so that memory stays bounded (about 1 KiB
   * for a silent connection).
   */
  static final int MOST_WATCHED = 50_000;

  private final SessionEnvironment environment;
  private final ExpectedTable expected = new ExpectedTable();
  private final SocketFacts facts = new SocketFacts();
  private final SocketStreams streams = new SocketStreams();
  private final ForcedAccepts forcedAccepts = new ForcedAccepts(this);
  private final SessionOpener opener = new SessionOpener(this);
  private final PortTable table = new PortTable(RAW_PORTS, TLS_PORTS, new TlsPortCount());
  private final TlsCarriers carriers = new TlsCarriers(this);

  /** Made with the first session, for a JVM without FTP needs none of it. */
  private final AtomicReference<@Nullable SessionWatch> watch = new AtomicReference<>();

  private volatile @Nullable Discovery discovery;

  /** While it runs. */
  private volatile @Nullable SelfTest selfTest;

  /** Makes a tap; it is at work once it is set as the hooks' target. */
  public SocketTap(SessionEnvironment environment) {
    this.environment = environment;
  }

  SessionEnvironment environment() {
    return environment;
  }

  PortTable table() {
    return table;
  }

  ExpectedTable expected() {
    return expected;
  }

  SocketFacts facts() {
    return facts;
  }

  SocketStreams streams() {
    return streams;
  }

  SessionOpener opener() {
    return opener;
  }

  /**
   * Whether these bytes are FTP for certain and must not wait to be recognised: a setup command
   * that a client library has announced, or a PORT that forced passive is to see.
   */
  boolean certain(byte[] bytes, int offset, int length) {
    return ClientModes.announces(bytes, offset, length)
        || (environment.forcedPassive().wanted()
            && WireForcing.announces(forcedAccepts.listeners(), bytes, offset, length));
  }

  WireForcing.Host forcingHost(ControlConnection control) {
    return new ForcingHost(this, control, forcedAccepts);
  }

  /** Looks, for a while, also at sockets that were connected before the hooks were in place. */
  public void discover() {
    discovery = new Discovery(this, facts);
    table.markAll();
  }

  /** Whether it still does. */
  public boolean discovering() {
    return discovery != null;
  }

  private void endDiscovery() {
    discovery = null;
    table.forEach(
        tracked -> {
          if (tracked instanceof MidSession && ((MidSession) tracked).forgettable()) {
            table.remove(tracked);
          }
        });
    table.markWatched();
  }

  /**
   * Proves that the hooks fire, by a connection of its own; to be called on a thread of ours.
   *
   * @return what is wrong, and what to do; null if all is well
   */
  public @Nullable String selfTest() {
    SelfTest test = new SelfTest(this);
    selfTest = test;
    try {
      return test.run();
    } finally {
      selfTest = null;
    }
  }

  /** Lets go of every socket; for when the agent leaves. */
  public void forgetAll() {
    discovery = null;
    table.clear();
    RecentData.clear();
  }

  /** Grace periods and abandoned sockets; about once a second, on a thread of ours. */
  public void tick() {
    Discovery current = discovery;
    if (current != null && current.over()) {
      endDiscovery();
    }
    forEach(
        tracked -> {
          if (tracked.abandoned()) {
            tracked.closed();
          } else if (tracked instanceof DataTap) {
            ((DataTap) tracked).tick();
          } else if (tracked instanceof ControlConnection) {
            ((ControlConnection) tracked).session().tick();
          }
        });
    SessionWatch watching = watch.get();
    if (watching != null && !expected.isEmpty()) {
      try {
        watching.accepts.tick();
      } catch (IOException e) {
        environment.ownError(e);
      }
    }
  }

  /** Lets a session know how far a data connection is. */
  void measure(ExpectedDataConnection expectedConnection) {
    table.forEach(
        tracked -> {
          if (tracked instanceof DataTap && ((DataTap) tracked).serves(expectedConnection)) {
            ((DataTap) tracked).tick();
          }
        });
  }

  /** A session begins. */
  void watchSessions() {
    if (watch.get() == null) {
      watch.compareAndSet(null, new SessionWatch(this));
    }
  }

  /** What only sessions need; null before the first. */
  @Nullable SessionWatch watch() {
    return watch.get();
  }

  /** Ends all sessions, because the JVM ends or the agent leaves. */
  public void endAll() {
    forEach(
        tracked -> {
          if (tracked instanceof DataTap) {
            ((DataTap) tracked).tick();
          }
        });
    forEach(
        tracked -> {
          if (tracked instanceof ControlConnection) {
            ((ControlConnection) tracked).end(null);
          }
        });
  }

  /** One that fails does not keep the others from theirs. */
  private void forEach(Consumer<Tracked> action) {
    table.forEach(
        tracked -> {
          try {
            action.accept(tracked);
          } catch (Throwable e) {
            environment.ownError(e);
          }
        });
  }

  @Override
  protected void onConnected(Object socket, Object remote, int port, int knownLocalPort) {
    InetSocketAddress server = address(remote, port);
    if (server == null) {
      return;
    }
    if (AgentThreads.current()) {
      SelfTest test = selfTest;
      if (test != null) {
        test.connected(socket, knownLocalPort);
      }
      return;
    }
    try {
      int localPort = knownLocalPort < 0 ? facts.localPort(socket) : knownLocalPort;
      if (localPort == 0 || table.find(socket, localPort) != null) {
        return;
      }
      if (!expected.isEmpty() && bindPassive(socket, localPort, server)) {
        return;
      }
      if (table.size() < MOST_WATCHED) {
        table.put(new Candidate(this, socket, localPort, server));
      }
    } catch (IOException | IllegalAccessException e) {
      environment.ownError(e);
    }
  }

  /** A proxy has connected this socket to a target; true if a session waits for just that. */
  boolean tunnelled(Object socket, int localPort, Endpoint target) {
    ExpectedTable.Entry entry = expected.isEmpty() ? null : expected.passive(target);
    try {
      Endpoint local = entry == null ? null : facts.local(socket);
      if (entry == null || local == null) {
        return false;
      }
      put(new DataTap(this, socket, localPort, entry.control, entry.expected), socket);
      entry
          .control
          .session()
          .dataConnected(entry.expected, ConnectionDirection.OUTBOUND, local, target);
      return true;
    } catch (IOException | IllegalAccessException e) {
      environment.ownError(e);
      return false;
    }
  }

  private boolean bindPassive(Object socket, int localPort, InetSocketAddress server)
      throws IOException, IllegalAccessException {
    Endpoint target = Endpoint.of(server);
    ExpectedTable.Entry entry = target == null ? null : expected.passive(target);
    return entry != null && bind(entry, socket, localPort, ConnectionDirection.OUTBOUND);
  }

  private boolean bind(
      ExpectedTable.Entry entry, Object socket, int localPort, ConnectionDirection direction)
      throws IOException, IllegalAccessException {
    return bind(entry.control, entry.expected, socket, localPort, direction);
  }

  /** Watches a data connection and tells its session; false if its ends cannot be known. */
  boolean bind(
      ControlConnection control,
      ExpectedDataConnection expectedConnection,
      Object socket,
      int localPort,
      ConnectionDirection direction)
      throws IOException, IllegalAccessException {
    Endpoint local = facts.local(socket);
    Endpoint peer = facts.peer(socket);
    if (local == null || peer == null) {
      return false;
    }
    put(new DataTap(this, socket, localPort, control, expectedConnection), socket);
    control.session().dataConnected(expectedConnection, direction, local, peer);
    return true;
  }

  private void put(DataTap data, Object socket) {
    if (socket instanceof SocketChannel) {
      environment.countSentFiles();
    }
    table.put(data);
    RecentData.add(data);
  }

  @Override
  protected void onAsyncConnecting(Object remote) {
    unseen(remote, "the application uses an AsynchronousSocketChannel");
  }

  @Override
  protected void onNativeConnecting(Object remote) {
    unseen(remote, "the application uses Netty's native transport, not that of the JDK");
  }

  private void unseen(Object remote, String why) {
    InetSocketAddress server = address(remote, -1);
    if (server != null && environment.knownPort(server.getPort())) {
      environment.notSeen(server.getHostString() + ":" + server.getPort(), why);
    }
  }

  @Override
  protected void onConnectFailed(Throwable thrown, Object socket, Object remote, int port) {
    InetSocketAddress server = address(remote, port);
    if (server == null
        || expected.isEmpty()
        || !(thrown instanceof IOException)
        || AgentThreads.current()) {
      return;
    }
    Endpoint target = Endpoint.of(server);
    ExpectedTable.Entry entry = target == null ? null : expected.passive(target);
    if (entry != null) {
      entry.control.session().dataConnectFailed(entry.expected, thrown);
    }
  }

  @Override
  protected void onAccepted(Object listener, Object socket) {
    acceptEnded(listener);
    SelfTest test = selfTest;
    if (test != null) {
      test.accepted();
    }
    if (expected.isEmpty()) {
      return;
    }
    try {
      Endpoint local = facts.local(socket);
      ExpectedTable.Entry entry = local == null ? null : expected.active(local);
      if (entry != null) {
        bind(entry, socket, facts.localPort(socket), ConnectionDirection.INBOUND);
      }
    } catch (IOException | IllegalAccessException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected void onListening(Object listener) {
    if (!AgentThreads.current()) {
      forcedAccepts.listeners().add(listener);
    }
  }

  @Override
  protected void onAccepting(Object listener) {
    forcedAccepts.accepting(listener);
    SessionWatch watching = watch.get();
    if (watching != null) {
      try {
        watching.accepts.begin(listener);
      } catch (IOException | IllegalAccessException e) {
        environment.ownError(e);
      }
    }
  }

  private void acceptEnded(Object listener) {
    SessionWatch watching = watch.get();
    if (watching != null) {
      try {
        watching.accepts.end(listener);
      } catch (IOException | IllegalAccessException e) {
        environment.ownError(e);
      }
    }
  }

  @Override
  protected void onSocketAccepted(Object serverSocket, Object socket) {
    forcedAccepts.accepted((Socket) socket);
  }

  @Override
  protected Object onChannelAccepted(Object listener, Object channel) {
    Object given = forcedAccepts.accepted((SocketChannel) channel);
    if (given == channel) {
      onAccepted(listener, channel);
    } else {
      acceptEnded(listener);
    }
    return given;
  }

  @Override
  protected void onAcceptFailed(Throwable thrown, Object listener) {
    acceptEnded(listener);
    if (expected.isEmpty() || !(thrown instanceof IOException)) {
      return;
    }
    try {
      int port = facts.localPort(listener);
      ExpectedTable.Entry entry = port == 0 ? null : expected.active(Endpoint.of("", port));
      if (entry != null) {
        entry.control.session().dataConnectFailed(entry.expected, thrown);
      }
    } catch (IOException | IllegalAccessException e) {
      environment.ownError(e);
    }
  }

  private static @Nullable InetSocketAddress address(Object remote, int port) {
    if (remote instanceof InetAddress) {
      return new InetSocketAddress((InetAddress) remote, port);
    }
    return remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
  }

  /** The watched socket; during discovery one that was connected before is watched from now on. */
  private @Nullable Tracked met(Object socket, int localPort) {
    Tracked tracked = table.find(socket, localPort);
    if (tracked == null) {
      Discovery current = discovery;
      if (current != null) {
        return current.meet(socket, localPort);
      }
    }
    return tracked;
  }

  @Override
  protected int onRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count)
      throws IOException {
    DataTap data = RecentData.find(socket, localPort);
    if (data != null) {
      return data.read(socket, bytes, offset, length, count);
    }
    Tracked tracked = met(socket, localPort);
    return tracked == null
        ? count
        : count == 0 ? tracked.served() : tracked.read(socket, bytes, offset, length, count);
  }

  @Override
  protected int onReading(Object socket, int localPort, byte[] bytes, int offset, int length) {
    Tracked tracked = table.find(socket, localPort);
    return tracked == null ? length : tracked.reading(bytes, offset, length);
  }

  @Override
  protected ByteBuffer onBufferReading(Object channel, int localPort, ByteBuffer buffer) {
    Tracked tracked = table.find(channel, localPort);
    return tracked == null ? buffer : Buffers.reading(tracked, buffer);
  }

  @Override
  protected int onBuffersAhead(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {
    Tracked tracked = table.find(channel, localPort);
    return tracked == null ? length : Buffers.readingMany(tracked, buffers, offset, length);
  }

  @Override
  protected int onTlsReading(Object socket, int localPort, byte[] bytes, int offset, int length) {
    Tracked tracked = carriers.find(socket, localPort);
    return tracked == null ? length : tracked.tlsReading(bytes, offset, length);
  }

  @Override
  protected int onAvailable(Object socket, int localPort, int count) {
    Tracked tracked = table.find(socket, localPort);
    return tracked == null ? count : tracked.available(count);
  }

  @Override
  protected int onWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    DataTap data = RecentData.find(socket, localPort);
    if (data != null) {
      return data.write(socket, bytes, offset, length);
    }
    Tracked tracked = met(socket, localPort);
    return tracked == null || length <= 0 ? length : tracked.write(socket, bytes, offset, length);
  }

  @Override
  protected void onIoFailed(Object socket, int localPort, Throwable thrown) {
    Tracked tracked = table.find(socket, localPort);
    if (tracked != null) {
      tracked.failed(thrown);
    }
  }

  @Override
  protected void onClose(Object socket, int localPort) {
    Tracked tracked = table.find(socket, localPort);
    if (tracked != null) {
      tracked.closed();
    }
  }

  @Override
  protected int onBufferRead(Object channel, int localPort, ByteBuffer buffer, int count)
      throws IOException {
    Tracked tracked = met(channel, localPort);
    return tracked == null
        ? count
        : count == 0 ? tracked.served() : Buffers.read(tracked, channel, buffer, count);
  }

  @Override
  protected ByteBuffer onBufferWrite(Object channel, int localPort, ByteBuffer buffer) {
    Tracked tracked = met(channel, localPort);
    return tracked == null ? buffer : Buffers.write(tracked, channel, buffer);
  }

  @Override
  protected long onBufferWritten(Object channel, int localPort, long count) {
    Tracked tracked = table.find(channel, localPort);
    return tracked == null ? count : Buffers.written(tracked, count);
  }

  @Override
  protected void onBuffersReading(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {
    Tracked tracked = met(channel, localPort);
    if (tracked != null && tracked.wantsBytes()) {
      tracked.scatter = Buffers.positions(buffers, offset, length);
    }
  }

  @Override
  protected long onBuffersRead(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length, long count)
      throws IOException {
    Tracked tracked = met(channel, localPort);
    return tracked == null
        ? count
        : Buffers.readMany(tracked, channel, buffers, offset, length, count);
  }

  @Override
  protected void onBuffersWrite(
      Object channel, int localPort, ByteBuffer[] buffers, int offset, int length) {
    Tracked tracked = met(channel, localPort);
    if (tracked != null) {
      Buffers.writeMany(tracked, channel, buffers, offset, length);
    }
  }

  @Override
  protected void onFileSent(Object channel, long count) {
    if (!(channel instanceof SocketChannel)) {
      return;
    }
    try {
      Tracked tracked = table.find(channel, facts.localPort(channel));
      if (tracked != null) {
        tracked.counted(0, count);
      }
    } catch (IOException | IllegalAccessException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected int onTlsRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count)
      throws IOException {
    Tracked tracked = carriers.find(socket, localPort);
    return tracked == null
        ? count
        : count == 0 ? tracked.served() : tracked.tlsRead(socket, bytes, offset, length, count);
  }

  @Override
  protected int onTlsWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    Tracked tracked = carriers.find(socket, localPort);
    if (tracked == null && length > 0) {
      Discovery current = discovery;
      if (current != null) {
        current.plainTextFirst(localPort, bytes, offset, length);
      }
    }
    return tracked == null || length <= 0
        ? length
        : tracked.tlsWrite(socket, bytes, offset, length);
  }

  @Override
  protected void onTlsClose(Object socket, int localPort) {
    Tracked tracked = carriers.find(socket, localPort);
    if (tracked instanceof DataTap) {
      ((DataTap) tracked).tlsClosing();
    }
  }

  @Override
  protected void onOpeningDataConnection(Object client) {
    watchSessions();
    try {
      SessionWatch watching = watch.get();
      if (watching != null) {
        watching.clients.opening(client, environment.forcedPassive());
      }
      environment.forcedPassive().openingDataConnection(client);
    } catch (ReflectiveOperationException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected void onEnteringPassiveMode(Object client) {
    environment.forcedPassive().enteringPassiveMode(client);
  }

  @Override
  protected Throwable onPassiveModeFailed(Throwable thrown) {
    return environment.forcedPassive().passiveModeFailed(thrown);
  }

  @Override
  protected void onError(Throwable error) {
    environment.ownError(error);
  }

  /** Tells the hooks whether TLS sockets need looking at; no lambda, for it is made at start-up. */
  private static final class TlsPortCount implements IntConsumer {
    @Override
    public void accept(int count) {
      tlsPortCount = count;
    }
  }
}
