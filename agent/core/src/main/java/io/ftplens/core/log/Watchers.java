package io.ftplens.core.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who watch the log live, beside its target. */
public final class Watchers implements LineSink {
  /** Each has a thread and a queue. */
  static final int MOST_WATCHERS = 8;

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  @Override
  public void line(String line) {
    // Nearly always empty: no iterator for it.
    if (!watchers.isEmpty()) {
      for (Watcher watcher : watchers) {
        watcher.line(line);
      }
    }
  }

  /** Lets one more watch from now on; false if there are too many. */
  public boolean add(Watcher watcher) {
    if (watchers.size() >= MOST_WATCHERS) {
      return false;
    }
    watchers.add(watcher);
    return true;
  }

  /** One has left. */
  public void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** How many watch. */
  public int count() {
    return watchers.size();
  }

  /** Sends all of them away. */
  public void close() {
    for (Watcher watcher : watchers) {
      watcher.close();
    }
    watchers.clear();
  }
}
