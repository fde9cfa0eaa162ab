package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape in which clients and servers announce an endpoint. */
final class DataEndpointsTest {
  private static final String PEER = "192.0.2.9";

  private static String command(SetupCommand command, String argument) {
    return String.valueOf(DataEndpoints.ofCommand(command, argument));
  }

  private static String reply(String... lines) {
    int code = Integer.parseInt(lines[0].substring(0, 3));
    Endpoint endpoint = DataEndpoints.ofReply(new FtpReply(code, Arrays.asList(lines)), PEER);
    return String.valueOf(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192,168,150,80,14,178",
        " 192,168,150,80,14,178 ",
        "192, 168, 150, 80, 14, 178",
        "192 ,168 ,150 ,80 ,14 ,178",
        "(192,168,150,80,14,178)",
        "192,168,150,080,014,178",
      })
  void port(String argument) {
    assertThat(command(SetupCommand.PORT, argument)).isEqualTo("192.168.150.80:3762");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192,168,150,80,14",
        "192,168,150,80,14,178,1",
        "192,168,150,80,14,278",
        "192,168,150,800,14,178",
        "192,168,150,80,0,0",
        "192,168,150,80,256,0",
        "192,168,150,80,14,99999999999999999999",
        "192.168.150.80,14,178",
        "a,b,c,d,e,f",
        ",,,,,",
      })
  void portMalformed(String argument) {
    assertThat(command(SetupCommand.PORT, argument)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "|1|132.235.1.2|6275| 132.235.1.2:6275",
        "!1!132.235.1.2!6275! 132.235.1.2:6275",
        "~1~132.235.1.2~6275~ 132.235.1.2:6275",
        "a1a132.235.1.2a6275a 132.235.1.2:6275",
        "|2|1080::8:800:200C:417A|5282| [1080::8:800:200c:417a]:5282",
        "|2|::1|5282| [::1]:5282",
        "|2|::|5282| [::]:5282",
        "|2|fe80::1%eth0|5282| [fe80::1]:5282",
        "|2|::ffff:192.0.2.1|5282| 192.0.2.1:5282",
        "|2|::ffff:c000:201|5282| 192.0.2.1:5282",
        "|2|1:2:3:4:5:6:7:8|1| [1:2:3:4:5:6:7:8]:1",
        "|2|1:2:3:4:5:6:1.2.3.4|1| [1:2:3:4:5:6:102:304]:1",
        "|2|1::|65535| [1::]:65535",
        "|1|132.235.1.2|6275 132.235.1.2:6275",
      })
  void eprt(String argument, String endpoint) {
    assertThat(command(SetupCommand.EPRT, argument)).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|",
        "||",
        "|||",
        "||||",
        "|1|132.235.1.2|",
        "|1|132.235.1.2||",
        "|1|132.235.1.2|0|",
        "|1|132.235.1.2|65536|",
        "|1|132.235.1.2|99999999999|",
        "|1|132.235.1.2|62x5|",
        "|1|132.235.1.256|6275|",
        "|1|132.235.1|6275|",
        "|1|132.235.1.2.3|6275|",
        "|1|host.example|6275|",
        "|1|::1|6275|",
        "|2|132.235.1.2|6275|",
        "|2|1:2:3:4:5:6:7|6275|",
        "|2|1:2:3:4:5:6:7:8:9|6275|",
        "|2|1::2::3|6275|",
        "|2|1:2:3:4:5:6:7:8::|6275|",
        "|2|12345::|6275|",
        "|2|:::|6275|",
        "|2|1:|6275|",
        "|3|132.235.1.2|6275|",
        "1|132.235.1.2|6275|",
      })
  void eprtMalformed(String argument) {
    assertThat(command(SetupCommand.EPRT, argument)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "4,4,192,168,150,80,2,14,178 192.168.150.80:3762",
        "6,16,32,1,13,184,0,0,0,0,0,0,0,0,0,0,0,1,2,14,178 [2001:db8::1]:3762",
        "4,4,192,168,150,80,3,0,14,178 192.168.150.80:3762",
      })
  void lprt(String argument, String endpoint) {
    assertThat(command(SetupCommand.LPRT, argument)).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4,4,192,168,150,80,2,14",
        "4,4,192,168,150,80,2,14,178,1",
        "4,4,192,168,150,80,3,1,14,178",
        "4,16,192,168,150,80,2,14,178",
        "5,4,192,168,150,80,2,14,178",
        "4,4,192,168,150,800,2,14,178",
        "4,4,192,168,150,80,2,0,0",
        "6,255,1,2",
        "4,4",
        "4,99999999999",
      })
  void lprtMalformed(String argument) {
    assertThat(command(SetupCommand.LPRT, argument)).isEqualTo("null");
  }

  @Test
  void passiveCommandsAnnounceNothing() {
    assertThat(command(SetupCommand.PASV, "192,168,150,80,14,178")).isEqualTo("null");
    assertThat(DataEndpoints.ofCommand(SetupCommand.PORT, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "227 Entering Passive Mode (192,168,150,90,14,178).",
        "227 Entering Passive Mode (192,168,150,90,14,178)",
        "227 Entering Passive Mode 192,168,150,90,14,178",
        "227 Entering Passive Mode. 192, 168, 150, 90, 14, 178",
        "227 =192,168,150,90,14,178",
        "227 192,168,150,90,14,178",
        "227192,168,150,90,14,178",
        "227 OK, 2 of 10 ports free (192,168,150,90,14,178)",
        "227 Passive 1,2 (192,168,150,90,14,178)",
        "227 (192,168,150,90,14,178",
        "227 Connect to [192,168,150,90,14,178]",
      })
  void reply227(String line) {
    assertThat(reply(line)).isEqualTo("192.168.150.90:3762");
  }

  @Test
  void reply227OnAnyLine() {
    assertThat(reply("227-Entering", " passive mode", "227 (192,168,150,90,14,178)"))
        .isEqualTo("192.168.150.90:3762");
    assertThat(reply("227-Entering", " (192,168,150,90,14,178)", "227 go"))
        .isEqualTo("192.168.150.90:3762");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "227 Entering Passive Mode",
        "227",
        "227 (192,168,150,90,14)",
        "227 (192,168,150,90,14,178,1)",
        "227 (192,168,150,900,14,178)",
        "227 (192,168,150,90,0,0)",
        "227 (-1,168,150,90,14)",
        "200 (192,168,150,90,14,178)",
      })
  void reply227Malformed(String line) {
    assertThat(reply(line)).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "229 Entering Extended Passive Mode (|||3762|)",
        "229 Entering Extended Passive Mode (|||3762|).",
        "229 Extended Passive (1 of 2) (|||3762|)",
        "229 (!!!3762!)",
        "229 (###3762#)",
        "229 (aaa3762a)",
        "229 Entering Extended Passive Mode |||3762|",
        "229 Entering Extended Passive Mode !!!3762!",
        "229 |||3762",
        "229 (|||3762)",
        "229 (|1|10.0.0.1|3762|)",
        "229 (|2|2001:db8::1|3762|)",
      })
  void reply229(String line) {
    assertThat(reply(line)).isEqualTo(PEER + ":3762");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "229 Entering Extended Passive Mode",
        "229 (|||)",
        "229 (||||)",
        "229 (|||0|)",
        "229 (|||65536|)",
        "229 (|||37x2|)",
        "229 (||3762|)",
        "229 (",
        "229 (|",
      })
  void reply229Malformed(String line) {
    assertThat(reply(line)).isEqualTo("null");
  }

  @Test
  void reply228() {
    assertThat(reply("228 Entering Long Passive Mode (4,4,192,168,150,90,2,14,178)"))
        .isEqualTo("192.168.150.90:3762");
    assertThat(reply("228 Entering Long Passive Mode 4,4,192,168,150,90,2,14")).isEqualTo("null");
  }

  @Test
  @Timeout(5)
  void hostileTextCostsLinearTime() {
    for (String unit : new String[] {"(", "(|", "|", "1,", "1", "(||1", ",", "!!!1"}) {
      String text = String.join("", Collections.nCopies(300_000, unit));
      assertThat(reply("227 " + text)).isEqualTo("null");
      assertThat(reply("228 " + text)).isEqualTo("null");
      reply("229 " + text);
    }
  }
}
