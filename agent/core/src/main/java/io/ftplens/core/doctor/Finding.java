package io.ftplens.core.doctor;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SetupCommand;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one trial came to: a row of the table. */
final class Finding {
  /** What became of it. */
  enum Result {
    WORKED("yes"),
    FAILED("no"),
    /** There is no sense in trying, for instance PASV over IPv6. */
    NOT_TRIED("-");

    final String text;

    Result(String text) {
      this.text = text;
    }
  }

  /** What stood in the way; {@link #NOTHING} if it worked. */
  enum Obstacle {
    NOTHING,
    /** The server does not take the setup command. */
    REFUSED,
    /** No data connection came about. */
    UNREACHABLE,
    /** It came about, and the listing failed all the same. */
    BROKEN,
    /** The login failed, so that nothing could be tried. */
    LOGIN
  }

  final Security security;
  final @Nullable SetupCommand setup;
  final Result result;
  final Obstacle obstacle;
  final String data;
  final String why;
  final @Nullable Endpoint target;
  final List<Diagnosis> diagnoses;

  Finding(
      Security security,
      @Nullable SetupCommand setup,
      Result result,
      Obstacle obstacle,
      String data,
      String why,
      @Nullable Endpoint target,
      List<Diagnosis> diagnoses) {
    this.security = security;
    this.setup = setup;
    this.result = result;
    this.obstacle = obstacle;
    this.data = data;
    this.why = why;
    this.target = target;
    this.diagnoses = diagnoses;
  }

  static Finding notTried(Security security, SetupCommand setup, String why) {
    return new Finding(
        security,
        setup,
        Result.NOT_TRIED,
        Obstacle.NOTHING,
        "",
        why,
        null,
        Collections.emptyList());
  }

  /** Nothing could be tried with this security. */
  static Finding noLogin(Security security, String why) {
    return new Finding(
        security, null, Result.FAILED, Obstacle.LOGIN, "", why, null, Collections.emptyList());
  }

  boolean worked() {
    return result == Result.WORKED;
  }
}
