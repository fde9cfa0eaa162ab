package io.ftplens.core.tap;

import static java.util.Objects.requireNonNull;

import io.ftplens.core.force.ListenerRegistry;
import io.ftplens.core.force.WireForcing;
import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.core.socket.SocketFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
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
  private final SocketFacts facts;
  private final ListenerRegistry listeners;
  private final PortTable table = new PortTable(RAW_PORTS, TLS_PORTS, new TlsPortCount());
  private final TlsCarriers carriers;

  /** Made with the first session. */
  private final AtomicReference<@Nullable SessionWatch> watch = new AtomicReference<>();

  private volatile @Nullable Discovery discovery;

  /** While it runs. */
  private volatile @Nullable SelfTest selfTest;

  /** Makes a tap; it is at work once it is set as the hooks' target. */
  public SocketTap(SessionEnvironment environment) {
    this.environment = environment;
    this.facts = new SocketFacts(environment);
    this.listeners = new ListenerRegistry(facts);
    this.carriers = new TlsCarriers(table, facts, environment);
  }

  SessionEnvironment environment() {
    return environment;
  }

  PortTable table() {
    return table;
  }

  SocketFacts facts() {
    return facts;
  }

  ListenerRegistry listeners() {
    return listeners;
  }

  /**
   * Whether these bytes are FTP for certain and must not wait to be recognised: a setup command
   * that a client library has announced, or a PORT that forced passive is to see.
   */
  boolean certain(byte[] bytes, int offset, int length) {
    return ClientModes.announces(bytes, offset, length)
        || (sessions().forcedPassive.wanted()
            && WireForcing.announces(listeners, bytes, offset, length));
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

  /** Ends that, if the while is over. */
  void discoverNoLongerThanNeeded() {
    Discovery current = discovery;
    if (current == null || !current.over()) {
      return;
    }
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

  /** What only sessions need; made now if this is the first. */
  SessionWatch sessions() {
    SessionWatch made = watch.get();
    if (made == null) {
      environment.withOwnRights(() -> watch.compareAndSet(null, new SessionWatch(this)));
      made = requireNonNull(watch.get());
    }
    return made;
  }

  /** What only sessions need; null before the first. */
  @Nullable SessionWatch watch() {
    return watch.get();
  }

  /** The data connections that sessions wait for; null if none waits. */
  private @Nullable DataConnections awaited() {
    SessionWatch watching = watch.get();
    return watching == null || watching.data.expected().isEmpty() ? null : watching.data;
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
      DataConnections awaited = awaited();
      if (awaited != null && awaited.connected(socket, localPort, server)) {
        return;
      }
      if (table.size() < MOST_WATCHED) {
        table.put(new Candidate(this, socket, localPort, server));
      }
    } catch (IOException e) {
      environment.ownError(e);
    }
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
    DataConnections awaited = awaited();
    if (server != null
        && awaited != null
        && thrown instanceof IOException
        && !AgentThreads.current()) {
      awaited.connectFailed(thrown, server);
    }
  }

  @Override
  protected void onAccepted(Object listener, Object socket) {
    acceptEnded(listener);
    SelfTest test = selfTest;
    if (test != null) {
      test.accepted();
    }
    DataConnections awaited = awaited();
    if (awaited == null) {
      return;
    }
    try {
      awaited.accepted(socket);
    } catch (IOException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected void onListening(Object listener) {
    if (!AgentThreads.current()) {
      listeners.add(listener);
    }
  }

  @Override
  protected void onAccepting(Object listener) {
    SessionWatch watching = watch.get();
    if (watching != null) {
      watching.forcedAccepts.accepting(listener);
      try {
        watching.accepts.begin(listener);
      } catch (IOException e) {
        environment.ownError(e);
      }
    }
  }

  private void acceptEnded(Object listener) {
    SessionWatch watching = watch.get();
    if (watching != null) {
      try {
        watching.accepts.end(listener);
      } catch (IOException e) {
        environment.ownError(e);
      }
    }
  }

  @Override
  protected void onSocketAccepted(Object serverSocket, Object socket) {
    SessionWatch watching = watch.get();
    if (watching != null) {
      watching.forcedAccepts.accepted((Socket) socket);
    }
  }

  @Override
  protected Object onChannelAccepted(Object listener, Object channel) {
    SessionWatch watching = watch.get();
    Object given =
        watching == null ? channel : watching.forcedAccepts.accepted((SocketChannel) channel);
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
    DataConnections awaited = awaited();
    if (awaited == null || !(thrown instanceof IOException)) {
      return;
    }
    try {
      awaited.acceptFailed(thrown, listener);
    } catch (IOException e) {
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
    } catch (IOException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected int onTlsRead(
      Object socket, int localPort, byte[] bytes, int offset, int length, int count)
      throws IOException {
    DataTap data = RecentData.belowTls(socket, localPort);
    if (data != null) {
      return data.tlsRead(socket, bytes, offset, length, count);
    }
    Tracked tracked = carriers.find(socket, localPort);
    return tracked == null
        ? count
        : count == 0 ? tracked.served() : tracked.tlsRead(socket, bytes, offset, length, count);
  }

  @Override
  protected int onTlsWrite(Object socket, int localPort, byte[] bytes, int offset, int length) {
    DataTap data = RecentData.belowTls(socket, localPort);
    if (data != null) {
      return data.tlsWrite(socket, bytes, offset, length);
    }
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
    try {
      SessionWatch watching = sessions();
      watching.clients.opening(client, watching.forcedPassive);
      watching.forcedPassive.openingDataConnection(client);
    } catch (ReflectiveOperationException e) {
      environment.ownError(e);
    }
  }

  @Override
  protected void onEnteringPassiveMode(Object client) {
    SessionWatch watching = watch.get();
    if (watching != null) {
      watching.forcedPassive.enteringPassiveMode(client);
    }
  }

  @Override
  protected Throwable onPassiveModeFailed(Throwable thrown) {
    return sessions().forcedPassive.passiveModeFailed(thrown);
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
