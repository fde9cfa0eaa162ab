package io.ftplens.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.FtpCommand;
import org.junit.jupiter.api.Test;

final class PendingCommandsTest {
  private final PendingCommands pending = new PendingCommands(4);

  private PendingCommand add(String verb) {
    FtpCommand command = new FtpCommand(verb, null);
    PendingCommand written = new PendingCommand(command, Verb.of(command), 0);
    pending.add(written);
    return written;
  }

  private PendingCommand addRunning(String verb) {
    PendingCommand command = add(verb);
    command.transfer = new TransferInProgress(command, null, null, false);
    command.run();
    return command;
  }

  @Test
  void oldestComesFirst() {
    PendingCommand user = add("USER");
    PendingCommand pass = add("PASS");
    assertThat(pending.complete(331)).isSameAs(user);
    assertThat(pending.complete(230)).isSameAs(pass);
    assertThat(pending.complete(230)).isNull();
  }

  @Test
  void oldestTakesACodeThatNobodyExpects() {
    PendingCommand cwd = add("CWD");
    PendingCommand type = add("TYPE");
    assertThat(pending.complete(299)).isSameAs(cwd);
    assertThat(pending.complete(299)).isSameAs(type);
  }

  @Test
  void runningTransferLetsOthersPass() {
    PendingCommand retr = addRunning("RETR");
    PendingCommand noop = add("NOOP");
    PendingCommand stat = add("STAT");
    assertThat(pending.complete(213)).isSameAs(stat);
    assertThat(pending.complete(226)).isSameAs(retr);
    assertThat(noop.running()).isFalse();
  }

  @Test
  void commandThatWasPassedOverIsGone() {
    add("ABOR");
    PendingCommand retr = add("RETR");
    assertThat(pending.preliminary(150)).isSameAs(retr);
    assertThat(pending.complete(226)).isSameAs(retr);
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void refusedCommandIsNotTheRunningTransfer() {
    PendingCommand retr = addRunning("RETR");
    PendingCommand noop = add("NOOP");
    assertThat(pending.complete(500)).isSameAs(noop);
    assertThat(pending.complete(550)).isSameAs(retr);
  }

  @Test
  void commandsBeyondTheCapAreCountedAndRepliesStayInStep() {
    PendingCommand[] commands = new PendingCommand[4];
    for (int i = 0; i < 4; i++) {
      commands[i] = add("DELE");
    }
    assertThat(pending.add(commands[0])).isFalse();
    assertThat(pending.add(commands[0])).isFalse();
    assertThat(pending.anonymous()).isEqualTo(2);
    assertThat(pending.size()).isEqualTo(6);
    // One reply makes room, but a new command must not overtake those that are only counted.
    assertThat(pending.complete(250)).isSameAs(commands[0]);
    assertThat(pending.add(commands[0])).isFalse();
    for (int i = 1; i < 4; i++) {
      assertThat(pending.complete(250)).isSameAs(commands[i]);
    }
    assertThat(pending.onlyCounted()).isTrue();
    assertThat(pending.complete(250)).isNull();
    assertThat(pending.complete(250)).isNull();
    assertThat(pending.complete(250)).isNull();
    assertThat(pending.isEmpty()).isTrue();
    PendingCommand next = add("PWD");
    assertThat(pending.complete(257)).isSameAs(next);
  }
}
