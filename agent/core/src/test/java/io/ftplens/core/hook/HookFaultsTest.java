package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown behind a hook, the JDK's method goes on with what it had. */
class HookFaultsTest {
  /** Hooks that may read on for the application, whose exceptions are its own socket's. */
  private static final List<String> READS =
      List.of("read", "channelRead", "bufferRead", "buffersRead", "tlsRead");

  private static final int NUMBER = 7;

  private static Class<?> hooks;

  private final Object first = new Object();
  private final ByteBuffer buffer = ByteBuffer.allocate(NUMBER);
  private final Map<Class<?>, Object> values =
      Map.of(
          int.class,
          NUMBER,
          long.class,
          (long) NUMBER,
          boolean.class,
          true,
          byte[].class,
          new byte[NUMBER],
          ByteBuffer.class,
          buffer,
          ByteBuffer[].class,
          new ByteBuffer[] {buffer},
          Throwable.class,
          new Throwable("the application's own"),
          String.class,
          "some.SdkTracerProvider");

  @BeforeAll
  static void define() throws ReflectiveOperationException {
    hooks = HookClass.inJavaLang();
    Arrays.fill((long[]) hooks.getField("RAW_PORTS").get(null), -1L);
    Arrays.fill((long[]) hooks.getField("TLS_PORTS").get(null), -1L);
    hooks.getField("tlsPortCount").setInt(null, 1);
  }

  @AfterEach
  void letGo() throws ReflectiveOperationException {
    set("setTarget", hooks, null);
    set("setTracing", Consumer.class, null);
    set("setChannels", Runnable.class, null);
  }

  private static void set(String setter, Class<?> type, Object value)
      throws ReflectiveOperationException {
    hooks.getMethod(setter, type).invoke(null, value);
  }

  /** All that is behind the hooks throws this, and so does what is told of it. */
  private static void behind(Class<? extends Throwable> error) throws ReflectiveOperationException {
    Object target =
        new ByteBuddy()
            .subclass(hooks)
            .method(ElementMatchers.nameStartsWith("on"))
            .intercept(ExceptionMethod.throwing(error))
            .make()
            .load(HookFaultsTest.class.getClassLoader())
            .getLoaded()
            .getDeclaredConstructor()
            .newInstance();
    set("setTarget", hooks, target);
    Consumer<Object> thrower =
        event -> {
          throw new IllegalStateException();
        };
    set("setTracing", Consumer.class, thrower);
    Runnable weaving = () -> thrower.accept(null);
    set("setChannels", Runnable.class, weaving);
  }

  private static Stream<Method> entryPoints() {
    return Stream.of(hooks.getDeclaredMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(
            method -> !method.getName().startsWith("set") && !method.getName().equals("target"));
  }

  private Object call(Method entryPoint) throws ReflectiveOperationException {
    Class<?>[] types = entryPoint.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      boolean last = i == types.length - 1;
      arguments[i] = argument(entryPoint.getName(), types[i], i == 0, last);
    }
    return entryPoint.invoke(null, arguments);
  }

  private Object argument(String hook, Class<?> type, boolean isFirst, boolean isLast) {
    if (type != Object.class) {
      return values.get(type);
    }
    if (hook.startsWith("tls")) {
      return new Socket();
    }
    return isFirst || !isLast
        ? first
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), NUMBER);
  }

  /** What the JDK's method would have without the hook. */
  private Object untouched(Method entryPoint) {
    Class<?> type = entryPoint.getReturnType();
    return type == Object.class ? first : values.get(type);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        OutOfMemoryError.class,
        StackOverflowError.class,
        NoClassDefFoundError.class,
        InterruptedException.class
      })
  void nothingLeavesAHook(Class<? extends Throwable> error) throws ReflectiveOperationException {
    behind(error);
    assertThat(entryPoints()).hasSizeGreaterThan(35);
    for (Method entryPoint : entryPoints().toList()) {
      assertThat(call(entryPoint)).as(entryPoint.toString()).isEqualTo(untouched(entryPoint));
    }
    assertThat(buffer.position()).isZero();
  }

  @Test
  void anIoExceptionLeavesOnlyAHookThatReadsOn() throws ReflectiveOperationException {
    behind(IOException.class);
    for (Method entryPoint : entryPoints().toList()) {
      if (READS.contains(entryPoint.getName())) {
        assertThatThrownBy(() -> call(entryPoint))
            .as(entryPoint.toString())
            .isInstanceOf(InvocationTargetException.class)
            .hasCauseInstanceOf(IOException.class);
      } else {
        assertThat(call(entryPoint)).as(entryPoint.toString()).isEqualTo(untouched(entryPoint));
      }
    }
  }
}
