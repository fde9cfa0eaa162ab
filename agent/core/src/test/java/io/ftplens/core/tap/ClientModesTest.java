package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.force.ForcedPassive;
import io.ftplens.core.force.org.apache.commons.net.ftp.FTPClient;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;
import io.ftplens.protocol.event.Transfer;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import io.ftplens.protocol.session.SessionPlumbing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientModesTest implements SessionListener, SessionPlumbing {
  private static final String PORT = "PORT 127,0,0,1,14,178";

  private final ClientModes modes = new ClientModes();
  private String force = "false";
  private final ForcedPassive forced = new ForcedPassive(() -> force);
  private final List<DiagnosisKind> diagnoses = new ArrayList<>();
  private final List<DataConnectionMode> configured = new ArrayList<>();
  private long sessions;

  private FtpSession session() {
    Endpoint here = Endpoint.of("127.0.0.1", 50_000);
    SessionInfo info = new SessionInfo(++sessions, "h", 21, here, here, "commons-net", null);
    return new FtpSession(info, false, this, this, TraceContextSource.NONE, 1);
  }

  /** A client opens a data connection, and the server refuses the set-up. */
  private void open(FTPClient client, FtpSession session, String setup) throws Exception {
    modes.opening(client, forced);
    forced.openingDataConnection(client);
    modes.tell(session);
    forced.takeForcedSetup();
    byte[] command = (setup + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] replies = "500 no\r\n".getBytes(StandardCharsets.US_ASCII);
    session.sent(command, 0, command.length, 2);
    session.received(replies, 0, replies.length, 3);
    byte[] noop = "NOOP\r\n".getBytes(StandardCharsets.US_ASCII);
    session.sent(noop, 0, noop.length, 4);
    session.received(replies, 0, replies.length, 5);
  }

  @Override
  public void diagnosed(SessionInfo session, Diagnosis diagnosis, long epochNanos) {
    diagnoses.add(diagnosis.kind());
  }

  @Override
  public void transferEnded(Transfer transfer) {
    configured.add(transfer.dataConnection().configuredMode());
  }

  @Test
  void passiveThatIsLostByAReconnectIsToldOnceASession() throws Exception {
    FTPClient client = new FTPClient(0);
    FtpSession first = session();
    open(client, first, PORT);
    client.enterLocalPassiveMode();
    open(client, first, "PASV");
    client.enterLocalActiveMode();
    FtpSession second = session();
    open(client, second, PORT);
    open(client, second, PORT);
    assertThat(diagnoses).containsExactly(DiagnosisKind.PASSIVE_LOST_ON_RECONNECT);
    assertThat(configured)
        .containsExactly(
            DataConnectionMode.ACTIVE,
            DataConnectionMode.PASSIVE,
            DataConnectionMode.ACTIVE,
            DataConnectionMode.ACTIVE);
  }

  @Test
  void anotherClientOrTheSameSessionLosesNothing() throws Exception {
    FtpSession first = session();
    FTPClient client = new FTPClient(2);
    open(client, first, "PASV");
    client.enterLocalActiveMode();
    open(client, first, PORT);
    open(new FTPClient(0), session(), PORT);
    assertThat(diagnoses).isEmpty();
  }

  @Test
  void clientThatWasForcedIsActiveInTheApplicationsEyes() throws Exception {
    FTPClient client = new FTPClient(0);
    force = "true";
    FtpSession first = session();
    open(client, first, "PASV");
    open(client, first, "PASV");
    force = "false";
    open(client, session(), PORT);
    assertThat(diagnoses).isEmpty();
    assertThat(configured).containsOnly(DataConnectionMode.ACTIVE).hasSize(3);
  }

  @Test
  void onlyTheSetUpThatAClientIsAboutToWriteIsAnnounced() throws Exception {
    assertThat(announced("PASV")).isFalse();
    modes.opening(new FTPClient(0), forced);
    assertThat(announced("GET / HTTP/1.1")).isFalse();
    assertThat(announced("PA")).isFalse();
    assertThat(announced("PASV")).isTrue();
    assertThat(announced(PORT)).isTrue();
    modes.tell(session());
    assertThat(announced("PASV")).as("once it was written").isFalse();
  }

  private static boolean announced(String command) {
    byte[] bytes = command.getBytes(StandardCharsets.US_ASCII);
    return ClientModes.announces(bytes, 0, bytes.length);
  }

  @Test
  void whatCannotTellItsModeIsLeftAlone() throws Exception {
    modes.opening(new Object(), forced);
    modes.opening(new FTPClient(1), forced);
    FtpSession session = session();
    modes.tell(session);
    open(new FTPClient(3), session, PORT);
    assertThat(configured).containsExactly((DataConnectionMode) null);
  }

  @Override
  public void expect(ExpectedDataConnection expected) {}

  @Override
  public void forget(ExpectedDataConnection expected) {}

  @Override
  public void controlProtected(boolean protectedByTls) {}
}
