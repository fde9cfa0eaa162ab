package io.ftplens.core.runtime;

import io.ftplens.core.config.LiveSettings;
import io.ftplens.core.hook.LateHooks;
import io.ftplens.core.tap.Housekeeping;
import io.ftplens.core.tap.SessionEnvironment;
import io.ftplens.core.tap.SocketTap;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContextSource;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of this JVM; what only FTP needs is started with the first of them. */
final class Sessions implements SessionEnvironment, Consumer<Throwable> {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A JVM that meets more servers than this has been told often enough. */
  private static final int MOST_SERVERS_TOLD = 1000;

  private final LiveSettings settings;
  private final SessionsHost host;
  private final AgentStart start;
  private final Set<String> toldServers = ConcurrentHashMap.newKeySet();
  private final OwnErrors errors = new OwnErrors(new GiveUp());
  private final SocketTap tap = new SocketTap(this);
  private final ReentrantLock startLock = new ReentrantLock();
  private final Figures figures = new Figures();
  private final AtomicReference<@Nullable Thread> ticker = new AtomicReference<>();
  private volatile @Nullable Started started;

  Sessions(LiveSettings settings, SessionsHost host, AgentStart start) {
    this.settings = settings;
    this.host = host;
    this.start = start;
  }

  /**
   * Gets ready; the tap is yet to become the hooks' target.
   *
   * @param running true if the application runs already: then its open sessions are looked for
   */
  void begin(boolean running) {
    if (running) {
      tap.discover();
      startTicker();
    }
  }

  /** What the hooks are to call. */
  SocketTap tap() {
    return tap;
  }

  /** Ends what is open and sends what is left, within the budget. */
  void end(long budgetMillis) {
    Started now = started;
    if (now != null) {
      new Housekeeping(tap).endAll();
      if (now.telemetry != null) {
        now.telemetry.shutdown(budgetMillis);
      }
    }
  }

  /** As {@link #end}, and lets go of all sockets and threads. */
  void stop(long budgetMillis) {
    FtplensHooks.setTarget(null);
    Started now = started;
    if (now != null) {
      now.readAheadHooks.uninstall();
      now.sentFileHooks.uninstall();
    }
    Thread running = ticker.getAndSet(null);
    if (running != null) {
      running.interrupt();
    }
    end(budgetMillis);
    tap.forgetAll();
  }

  /** What was counted. */
  Figures figures() {
    return figures;
  }

  /** How many errors of our own there were. */
  long ownErrors() {
    return errors.count();
  }

  /** Whether sessions that were open before the attach are still looked for. */
  boolean discovering() {
    return tap.discovering();
  }

  /** How the spans' way out is doing. */
  List<String> telemetryHealth() {
    Started now = started;
    if (now == null) {
      return Collections.singletonList("not started; it starts with the first session");
    }
    if (now.telemetry == null) {
      return Collections.singletonList("off");
    }
    List<String> health = now.telemetry.health();
    return health.isEmpty() ? Collections.singletonList("started") : health;
  }

  @Override
  public void sessionBegins() {
    if (started == null) {
      OwnRights.run(this::startOnce);
    }
  }

  private void startOnce() {
    startLock.lock();
    try {
      if (started == null) {
        started = new Started(host.listeners(), start.instrumentation, this);
        tellOfNativeTransport();
        startTicker();
      }
    } finally {
      startLock.unlock();
    }
  }

  /** Nothing shows whether it speaks FTP, so it is said once that nothing would be seen of it. */
  private void tellOfNativeTransport() {
    String channel = host.nativeTransport();
    if (channel != null && toldServers.add("native transport")) {
      host.log()
          .info(
              "ftp not seen: FTP over {} would not be reported, because it calls no method of the"
                  + " JDK (said once; no matter if it speaks other protocols)",
              channel);
    }
  }

  private void startTicker() {
    Thread thread = AgentThreads.daemon("ftplens-ticker", this::tickForever);
    if (ticker.compareAndSet(null, thread)) {
      thread.start();
    }
  }

  private void tickForever() {
    Housekeeping housekeeping = new Housekeeping(tap);
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, TICK_NANOS);
      try {
        housekeeping.tick();
        tellOfNativeTransport();
        if (errors.justGaveUp()) {
          // Here, because whoever made the last mistake may hold the lock of a session.
          housekeeping.endAll();
          tap.forgetAll();
        }
        host.everySecond();
      } catch (Throwable e) {
        ownError(e);
      }
    }
  }

  @Override
  public SessionListener listener() {
    Started now = started;
    return now == null ? NOBODY : now.listeners;
  }

  @Override
  public TraceContextSource contexts() {
    Started now = started;
    return now == null || now.telemetry == null
        ? TraceContextSource.NONE
        : OwnRights.contexts(now.telemetry);
  }

  @Override
  public String forcePassive() {
    return settings.forcePassive();
  }

  @Override
  public boolean readAhead() {
    Started now = started;
    return now != null && now.readAheadHooks.install();
  }

  @Override
  public void countSentFiles() {
    Started now = started;
    if (now != null) {
      now.sentFileHooks.install();
    }
  }

  @Override
  public void forced(SessionInfo session) {
    String server = session.serverAddress() + ":" + session.serverPort();
    if (toldServers.size() < MOST_SERVERS_TOLD && toldServers.add(server)) {
      host.log()
          .info(
              "ftp forced passive: the application asked {} for active mode; passive mode is used"
                  + " instead, because ftplens.force-passive is on (said once for each server)",
              server);
    }
  }

  @Override
  public void notForced(SessionInfo session, String command) {
    String server = session.serverAddress() + ":" + session.serverPort();
    if (toldServers.size() < MOST_SERVERS_TOLD && toldServers.add("not " + server)) {
      host.log()
          .info(
              "ftp forced passive: left alone, because it names no listener of this JVM: {} to {}"
                  + " (said once for each server)",
              command,
              server);
    }
  }

  @Override
  public void notSeen(String server, String why) {
    if (toldServers.size() < MOST_SERVERS_TOLD && toldServers.add(server + " " + why)) {
      host.log()
          .warn(
              "ftp not seen: transfers with {} are not reported, because {} (said once for each"
                  + " server)",
              server,
              why);
    }
  }

  @Override
  public boolean knownPort(int serverPort) {
    return settings.current().knownPort(serverPort);
  }

  @Override
  public void reachSockets() {
    OwnRights.run(this::defineSockets);
  }

  private void defineSockets() {
    try {
      start.bootClasses().defineSockets();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the JDK's sockets cannot be asked for their ends", e);
    }
  }

  @Override
  public void openSockets() {
    OwnRights.run(start.bootClasses()::openSockets);
  }

  @Override
  public void withOwnRights(Runnable work) {
    OwnRights.run(work);
  }

  @Override
  public void ownError(Throwable error) {
    OwnRights.run(() -> errors.note(error, host.log()));
  }

  /** As {@link #ownError}; the class is its own consumer of errors, for want of a lambda. */
  @Override
  public void accept(Throwable error) {
    ownError(error);
  }

  /** Makes the hooks inert. */
  private static final class GiveUp implements Runnable {
    @Override
    public void run() {
      FtplensHooks.setTarget(null);
    }
  }

  private static final SessionListener NOBODY = new SessionListener() {};

  /** What runs from the first session on. */
  private static final class Started {
    final Listeners listeners;
    final @Nullable Telemetry telemetry;
    final LateHooks readAheadHooks;
    final LateHooks sentFileHooks;

    Started(
        List<SessionListener> all, Instrumentation instrumentation, Consumer<Throwable> errors) {
      this.listeners = new Listeners(all, errors);
      Telemetry found = null;
      for (SessionListener listener : all) {
        if (listener instanceof Telemetry) {
          found = (Telemetry) listener;
        }
      }
      this.telemetry = found;
      this.readAheadHooks = new LateHooks(instrumentation, LateHooks.Kind.READ_AHEAD, errors);
      this.sentFileHooks = new LateHooks(instrumentation, LateHooks.Kind.SENT_FILES, errors);
    }
  }
}
