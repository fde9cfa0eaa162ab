package io.ftplens.core.tap;

import java.io.IOException;
import java.util.function.Consumer;

/** What is done with all watched sockets, on a thread of ours. */
public final class Housekeeping {
  private final SocketTap tap;

  /** Makes one that keeps this tap. */
  public Housekeeping(SocketTap tap) {
    this.tap = tap;
  }

  /** Grace periods and abandoned sockets; about once a second. */
  public void tick() {
    tap.discoverNoLongerThanNeeded();
    forEach(Housekeeping::tick);
    SessionWatch watch = tap.watch();
    if (watch != null && !watch.data.expected().isEmpty()) {
      try {
        watch.accepts.tick();
      } catch (IOException e) {
        tap.environment().ownError(e);
      }
    }
  }

  private static void tick(Tracked tracked) {
    if (tracked.abandoned()) {
      tracked.closed();
    } else if (tracked instanceof DataTap) {
      ((DataTap) tracked).tick();
    } else if (tracked instanceof ControlConnection) {
      ((ControlConnection) tracked).session().tick();
    }
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
    tap.table()
        .forEach(
            tracked -> {
              try {
                action.accept(tracked);
              } catch (Throwable e) {
                tap.environment().ownError(e);
              }
            });
  }
}
