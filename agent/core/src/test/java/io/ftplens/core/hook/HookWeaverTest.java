package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the weaver refuses: a JDK that is not as the table thinks must not give us wrong bytes. */
class HookWeaverTest {
  static class Target {
    int field = 7;

    int reassigns(int value) {
      value = value + field;
      return value;
    }

    int keeps(int value) {
      return value + field;
    }
  }

  private static final String OWNER = Target.class.getName().replace('.', '/');

  private static HookRow row(String method, HookPoint point, Operand... operands) {
    List<HookRow> table = new ArrayList<>();
    return new HookRow(
        new HookedMethod(table, OWNER, method, "(I)I"), point, -1, Hook.CLOSE, operands);
  }

  @Test
  void aMethodThatReassignsWhatTheHookNeedsIsNotWoven() throws IOException {
    HookWeaver weaver =
        new HookWeaver(List.of(row("reassigns", HookPoint.EXIT, Operand.parameter(0))));
    assertThat(weaver.weave(target())).isNull();
    assertThat(weaver.matched()).isEmpty();
  }

  @Test
  void onEntryItDoesNotMatterWhatIsReassignedLater() throws IOException {
    HookRow row = row("reassigns", HookPoint.ENTRY, Operand.constant(1), Operand.parameter(0));
    HookWeaver weaver = new HookWeaver(List.of(row));
    assertThat(weaver.weave(target())).isNotNull();
    assertThat(weaver.matched()).containsExactly(row);
  }

  @Test
  void aFieldThatIsNotThereIsAMismatch() throws IOException {
    HookWeaver weaver =
        new HookWeaver(
            List.of(
                row("keeps", HookPoint.EXIT, Operand.path(Operand.Field.declared(OWNER, "gone")))));
    assertThat(weaver.weave(target())).isNull();
  }

  @Test
  void aMethodThatIsNotThereIsAMismatch() throws IOException {
    HookWeaver weaver = new HookWeaver(List.of(row("gone", HookPoint.EXIT)));
    assertThat(weaver.weave(target())).isNull();
  }

  private static byte[] target() throws IOException {
    try (InputStream in = Target.class.getResourceAsStream("HookWeaverTest$Target.class")) {
      return in.readAllBytes();
    }
  }
}
