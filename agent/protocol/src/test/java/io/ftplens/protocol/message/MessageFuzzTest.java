package io.ftplens.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Any line is a command without a secret, and an endpoint that exists or none. */
final class MessageFuzzTest {
  private static final String PEER = "192.0.2.9";

  @FuzzTest
  void commandsAndEndpoints(byte[] data) {
    FtpCommand command = CommandParser.parse(data, data.length);
    String line = new String(data, StandardCharsets.ISO_8859_1);
    if (command != null) {
      holdsNoSecret(command, line);
    }
    for (SetupCommand setup : SetupCommand.values()) {
      plausible(DataEndpoints.ofCommand(setup, line));
    }
    for (int code = 227; code <= 229; code++) {
      FtpReply reply = new FtpReply(code, Arrays.asList(code + " " + line, line));
      plausible(DataEndpoints.ofReply(reply, PEER));
    }
    String masked = EchoMask.mask(line);
    assertThat(EchoMask.mask(masked)).as("masking twice").isEqualTo(masked);
  }

  private static void holdsNoSecret(FtpCommand command, String line) {
    String verb = command.verb();
    assertThat(verb).isEqualTo(verb.toUpperCase(Locale.ROOT)).matches("[A-Z][A-Z0-9]*");
    for (String secret : CommandParser.SECRET_ANYWHERE) {
      if (verb.contains(secret)) {
        assertThat(command.toString()).isIn(secret, secret + " " + FtpCommand.MASK);
      }
    }
    if (command.argument() != null) {
      assertThat(command.argument().length()).isLessThanOrEqualTo(Math.max(4, line.length()));
    }
  }

  private static void plausible(@Nullable Endpoint endpoint) {
    if (endpoint != null) {
      assertThat(endpoint.port()).isBetween(1, 65_535);
      assertThat(endpoint.address()).matches("[0-9a-f.:]+");
    }
  }
}
