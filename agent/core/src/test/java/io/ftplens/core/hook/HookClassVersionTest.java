package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class HookClassVersionTest {
  @Test
  void aClassIsTheSameAsItsOwnFile() throws IOException {
    assertThat(HookClassVersion.same(HookRow.class, classFile(HookRow.class))).isTrue();
  }

  @Test
  void anotherMethodMakesAnotherVersion() throws IOException {
    assertThat(HookClassVersion.same(HookRow.class, classFile(HookTable.class))).isFalse();
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }
}
