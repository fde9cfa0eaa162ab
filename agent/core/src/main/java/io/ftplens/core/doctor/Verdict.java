package io.ftplens.core.doctor;

import io.ftplens.protocol.event.DataConnectionMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from the findings of one security, as a sentence a person can act on. */
final class Verdict {
  private final List<Finding> passive;
  private final List<Finding> active;

  Verdict(List<Finding> findings) {
    passive = of(findings, DataConnectionMode.PASSIVE);
    active = of(findings, DataConnectionMode.ACTIVE);
  }

  private static List<Finding> of(List<Finding> findings, DataConnectionMode mode) {
    List<Finding> some = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.setup != null
          && finding.setup.mode() == mode
          && finding.result != Finding.Result.NOT_TRIED) {
        some.add(finding);
      }
    }
    return some;
  }

  boolean passiveWorks() {
    return someWork(passive);
  }

  private static boolean someWork(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.worked()) {
        return true;
      }
    }
    return false;
  }

  /** The most telling failure: one on the way of the data before a refusal. */
  private static @Nullable Finding failure(List<Finding> findings) {
    Finding telling = null;
    for (Finding finding : findings) {
      if (!finding.worked()
          && (telling == null || finding.obstacle == Finding.Obstacle.UNREACHABLE)) {
        telling = finding;
      }
    }
    return telling;
  }

  String text() {
    boolean passiveWorks = someWork(passive);
    boolean activeWorks = someWork(active);
    if (passiveWorks && activeWorks) {
      return "use passive"
          + how()
          + "; active works from here too, and needs this host to be"
          + " reachable";
    }
    if (passiveWorks) {
      return "use passive" + how() + "; " + activeFails();
    }
    return activeWorks ? "use active; " + passiveFails() : passiveFails() + "; " + activeFails();
  }

  /** Which of the two commands, if only one works. */
  private String how() {
    List<String> working = new ArrayList<>();
    for (Finding finding : passive) {
      if (finding.worked()) {
        working.add(String.valueOf(finding.setup));
      }
    }
    return working.size() == passive.size() ? "" : " by " + String.join(", ", working);
  }

  private String activeFails() {
    Finding failed = failure(active);
    if (failed == null) {
      return "active could not be tried";
    }
    switch (failed.obstacle) {
      case REFUSED:
        return "the server refuses active (" + failed.why + ")";
      case UNREACHABLE:
        return "active is dropped before it reaches "
            + failed.target
            + " (a firewall or NAT on the way, or the server itself)";
      default:
        return "active fails (" + failed.why + ")";
    }
  }

  private String passiveFails() {
    Finding failed = failure(passive);
    if (failed == null) {
      return "passive could not be tried";
    }
    switch (failed.obstacle) {
      case REFUSED:
        return "the server refuses passive (" + failed.why + ")";
      case UNREACHABLE:
        return "passive does not get through to "
            + failed.target
            + ": a firewall must let this host connect to the server's passive ports, and the"
            + " server must announce an address that this host can reach";
      default:
        return "passive fails (" + failed.why + ")";
    }
  }
}
