package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.hook.HookClass;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  @BeforeAll
  static void define() {
    HookClass.inJavaLang();
  }

  @Test
  void namesTheHooksThatDidNotFireAndWhatToDo() throws ReflectiveOperationException {
    SessionEnvironment environment =
        (SessionEnvironment)
            Proxy.newProxyInstance(
                SelfTestTest.class.getClassLoader(),
                new Class<?>[] {SessionEnvironment.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method);
                });
    // By name: the compiler does not find its superclass in java.lang.
    Class<?> type = Class.forName("io.ftplens.core.tap.SocketTap");
    Object tap = type.getConstructor(SessionEnvironment.class).newInstance(environment);
    assertThat((String) type.getMethod("selfTest").invoke(tap))
        .startsWith("the self-test saw no [connect, accept, read, write, close] of its own")
        .contains("so transfers will be missed", "load ftplens last");
  }
}
