package io.ftplens.protocol.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.SessionPlumbing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what a session asks for, and enforces that each expectation is given up exactly once. */
public final class RecordingPlumbing implements SessionPlumbing {
  /** All that was ever expected, in order. */
  public final List<ExpectedDataConnection> expected = new ArrayList<>();

  public final List<ExpectedDataConnection> live = new ArrayList<>();

  /** What was asked, as text. */
  public final List<String> asked = new ArrayList<>();

  private Consumer<ExpectedDataConnection> measure = connection -> {};

  @Override
  public void expect(ExpectedDataConnection connection) {
    assertThat(expected).doesNotContain(connection);
    expected.add(connection);
    live.add(connection);
    asked.add("expect " + connection.setupCommand() + " " + connection.endpoint());
  }

  @Override
  public void forget(ExpectedDataConnection connection) {
    assertThat(live).contains(connection);
    live.remove(connection);
  }

  /** Sets what is done when the session asks how far a data connection is. */
  public void measured(Consumer<ExpectedDataConnection> measure) {
    this.measure = measure;
  }

  @Override
  public void measure(ExpectedDataConnection connection) {
    assertThat(live).contains(connection);
    measure.accept(connection);
  }

  @Override
  public void controlProtected(boolean protectedByTls) {
    asked.add("control " + (protectedByTls ? "tls" : "clear"));
  }
}
