package io.ftplens.core.runtime;

import io.ftplens.core.config.Settings;
import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.hook.LibraryHooks;
import io.ftplens.core.tap.SessionEnvironment;
import io.ftplens.core.tap.SocketTap;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContextSource;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The sessions of this JVM; what only FTP needs is started with the first of them. */
final class Sessions implements SessionEnvironment {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A JVM that meets more servers than this has been told often enough. */
  private static final int MOST_SERVERS_TOLD = 1000;

  private final Settings settings;
  private final Supplier<Logger> log;
  private final Supplier<List<SessionListener>> makeListeners;
  private final LibraryHooks libraryHooks;
  private final ForcedPassive forcedPassive;
  private final Set<String> toldForced = ConcurrentHashMap.newKeySet();
  private final OwnErrors errors = new OwnErrors(() -> FtplensHooks.setTarget(null));
  private final SocketTap tap = new SocketTap(this);
  private final ReentrantLock startLock = new ReentrantLock();
  private volatile @Nullable Started started;

  Sessions(
      Settings settings,
      Supplier<Logger> log,
      Supplier<List<SessionListener>> makeListeners,
      Instrumentation instrumentation) {
    this.settings = settings;
    this.forcedPassive = new ForcedPassive(settings::forcePassive);
    this.libraryHooks = new LibraryHooks(instrumentation, this::ownError);
    this.log = log;
    this.makeListeners = makeListeners;
  }

  /** Turns the hooks on; a problem of the self-test is told first. */
  void begin(@Nullable String selfTestProblem) {
    if (selfTestProblem != null) {
      log.get().warn(selfTestProblem);
    }
    FtplensHooks.setTarget(tap);
  }

  /** Ends what is open and sends what is left, within the budget. */
  void end(long budgetMillis) {
    Started now = started;
    if (now != null) {
      tap.endAll();
      if (now.telemetry != null) {
        now.telemetry.shutdown(budgetMillis);
      }
    }
  }

  @Override
  public void sessionBegins() {
    if (started == null) {
      startLock.lock();
      try {
        if (started == null) {
          started = new Started(makeListeners.get(), this::ownError);
          libraryHooks.install();
          AgentThreads.daemon("ftplens-ticker", this::tickForever).start();
        }
      } finally {
        startLock.unlock();
      }
    }
  }

  private void tickForever() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, TICK_NANOS);
      try {
        tap.tick();
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
    return now == null || now.telemetry == null ? TraceContextSource.NONE : now.telemetry;
  }

  @Override
  public ForcedPassive forcedPassive() {
    return forcedPassive;
  }

  @Override
  public void forced(SessionInfo session) {
    String server = session.serverAddress() + ":" + session.serverPort();
    if (toldForced.size() < MOST_SERVERS_TOLD && toldForced.add(server)) {
      log.get()
          .info(
              "ftp forced passive: the application asked {} for active mode; passive mode is used"
                  + " instead, because ftplens.force-passive is on (said once for each server)",
              server);
    }
  }

  @Override
  public void notForced(SessionInfo session, String command) {
    String server = session.serverAddress() + ":" + session.serverPort();
    if (toldForced.size() < MOST_SERVERS_TOLD && toldForced.add("not " + server)) {
      log.get()
          .info(
              "ftp forced passive: left alone, because it names no listener of this JVM: {} to {}"
                  + " (said once for each server)",
              command,
              server);
    }
  }

  @Override
  public boolean knownPort(int serverPort) {
    return settings.knownPort(serverPort);
  }

  @Override
  public void ownError(Throwable error) {
    errors.note(error, log.get());
  }

  private static final SessionListener NOBODY = new SessionListener() {};

  /** What runs from the first session on. */
  private static final class Started {
    final Listeners listeners;
    final @Nullable Telemetry telemetry;

    Started(List<SessionListener> all, java.util.function.Consumer<Throwable> errors) {
      this.listeners = new Listeners(all, errors);
      Telemetry found = null;
      for (SessionListener listener : all) {
        if (listener instanceof Telemetry) {
          found = (Telemetry) listener;
        }
      }
      this.telemetry = found;
    }
  }
}
