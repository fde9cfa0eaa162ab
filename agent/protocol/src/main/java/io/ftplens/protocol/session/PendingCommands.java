package io.ftplens.protocol.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that await a reply, oldest first, and the rule by which replies find them.
 *
 * <p>Servers answer in order (RFC 959, 5.4), with one exception: while a transfer runs, some answer
 * NOOP, STAT and ABOR at once. So a reply goes to the oldest command, unless only a later one can
 * have caused it. The commands that are passed over and are no running transfers were never
 * answered, or never will be in a way that can be told; they leave.
 */
final class PendingCommands {
  private final List<PendingCommand> queue = new ArrayList<>();
  private final int most;

  /** Commands beyond the cap: only counted, so that replies stay in step. */
  private int anonymous;

  PendingCommands(int most) {
    this.most = most;
  }

  /** Adds a command; false if it is one beyond the cap, and only counted. */
  boolean add(PendingCommand command) {
    if (anonymous == 0 && queue.size() < most) {
      queue.add(command);
      return true;
    }
    anonymous++;
    return false;
  }

  /** How many final replies are still to come. */
  int size() {
    return queue.size() + anonymous;
  }

  /** How many commands are beyond the cap. */
  int anonymous() {
    return anonymous;
  }

  boolean isEmpty() {
    return queue.isEmpty() && anonymous == 0;
  }

  /** The oldest command, if it is the only one; else null. */
  @Nullable PendingCommand only() {
    return size() == 1 && !queue.isEmpty() ? queue.get(0) : null;
  }

  /** True if a reply will be taken although no command can be named for it. */
  boolean onlyCounted() {
    return queue.isEmpty() && anonymous > 0;
  }

  /** The command a 1yz belongs to, which stays; null if none is pending. */
  @Nullable PendingCommand preliminary(int code) {
    for (int i = 0; i < queue.size(); i++) {
      if (queue.get(i).verb.acceptsPreliminary(code)) {
        return passOver(i);
      }
    }
    return queue.isEmpty() ? null : queue.get(0);
  }

  /** The command a 2yz to 5yz belongs to, which leaves; null if none is pending. */
  @Nullable PendingCommand complete(int code) {
    if (queue.isEmpty()) {
      anonymous = Math.max(0, anonymous - 1);
      return null;
    }
    for (int i = 0; i < queue.size(); i++) {
      if (queue.get(i).accepts(code)) {
        PendingCommand command = passOver(i);
        queue.remove(command);
        return command;
      }
    }
    return queue.remove(0);
  }

  private PendingCommand passOver(int index) {
    PendingCommand command = queue.get(index);
    for (int i = index - 1; i >= 0; i--) {
      if (!queue.get(i).runningTransfer()) {
        queue.remove(i);
      }
    }
    return command;
  }
}
