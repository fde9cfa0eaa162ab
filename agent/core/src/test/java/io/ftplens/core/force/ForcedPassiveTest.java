package io.ftplens.core.force;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.force.org.apache.commons.net.ftp.FTPClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForcedPassiveTest {
  private String setting = "true";
  private final ForcedPassive forced = new ForcedPassive(() -> setting);

  /** The application's subclass. */
  private static final class Subclass extends FTPClient {
    Subclass(int mode) {
      super(mode);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,false",
    "TRUE,true,false",
    "strict,true,true",
    "false,false,false",
    "yes,false,false"
  })
  void theSettingIsReadEachTime(String value, boolean wanted, boolean strict) {
    setting = value;
    assertThat(forced.wanted()).isEqualTo(wanted);
    assertThat(forced.strict()).isEqualTo(strict);
  }

  @Test
  void anActiveClientIsPassiveWhileItIsWantedAndActiveAfterwards() throws Exception {
    FTPClient client = new Subclass(0);
    for (int i = 0; i < 2; i++) {
      forced.openingDataConnection(client);
      assertThat(client.getDataConnectionMode()).isEqualTo(2);
      assertThat(forced.takeForcedSetup()).isTrue();
      assertThat(forced.takeForcedSetup()).as("asked once a command").isFalse();
    }
    setting = "false";
    forced.openingDataConnection(client);
    assertThat(client.getDataConnectionMode()).isZero();
    assertThat(forced.takeForcedSetup()).isFalse();
  }

  @Test
  void aClientThatIsPassiveByItselfStaysSo() throws Exception {
    FTPClient client = new FTPClient(2);
    forced.openingDataConnection(client);
    assertThat(forced.takeForcedSetup()).isFalse();
    setting = "false";
    forced.openingDataConnection(client);
    assertThat(client.getDataConnectionMode()).isEqualTo(2);
  }

  @Test
  void aClientThatIsToldToBePassiveAfterwardsStaysSo() throws Exception {
    FTPClient client = new FTPClient(0);
    forced.openingDataConnection(client);
    forced.enteringPassiveMode(client);
    setting = "false";
    forced.openingDataConnection(client);
    assertThat(client.getDataConnectionMode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void transfersBetweenTwoServersAreLeftAlone(int remoteMode) throws Exception {
    FTPClient client = new FTPClient(remoteMode);
    forced.openingDataConnection(client);
    assertThat(client.getDataConnectionMode()).isEqualTo(remoteMode);
    assertThat(forced.takeForcedSetup()).isFalse();
  }

  @Test
  void whatIsNoCommonsNetIsLeftAlone() throws Exception {
    forced.openingDataConnection(new Object());
    assertThat(forced.takeForcedSetup()).isFalse();
  }

  @Test
  void otherFailuresPassAsTheyAre() {
    IOException refused = new IOException("PASV: connection reset");
    assertThat(forced.passiveModeFailed(refused)).isSameAs(refused);
  }
}
