package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookInstallerTest {
  private static final int UNKNOWN_JDK = 99;
  private static final String SOCKET = "sun/nio/ch/NioSocketImpl";

  private final List<Class<?>> loaded = new ArrayList<>();
  private final List<Class<?>> retransformed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private boolean mayWeave = true;

  private HookInstaller installer() {
    return new HookInstaller(instrumentation(), true, () -> mayWeave, told::add);
  }

  /** One that transforms nothing. */
  private Instrumentation instrumentation() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            HookInstallerTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              return switch (method.getName()) {
                case "getAllLoadedClasses" -> loaded.toArray(new Class<?>[0]);
                case "retransformClasses" -> {
                  retransformed.addAll(List.of((Class<?>[]) arguments[0]));
                  yield null;
                }
                case "removeTransformer" -> true;
                default -> null;
              };
            });
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  @Test
  void theClassOfChannelsIsWovenBeforeTheFirstIsOpened()
      throws IOException, ClassNotFoundException {
    HookClass.inJavaLang();
    Class<?> channel = Class.forName("sun.nio.ch.SocketChannelImpl", false, null);
    loaded.add(channel);
    HookInstaller installer = installer();
    installer.install();
    assertThat(transformed(installer, ChannelRows.CHANNEL)).isFalse();
    assertThat(retransformed).isEmpty();
    assertThat(transformed(installer, ChannelRows.PROVIDER)).isTrue();
    installer.weaveLoaded();
    assertThat(retransformed).isEmpty();
    installer.weaveChannels();
    assertThat(retransformed).containsExactly(channel);
    assertThat(transformed(installer, ChannelRows.CHANNEL)).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void whereChannelsMayBeOpenTheirClassIsWovenAtOnce() throws ClassNotFoundException {
    Class<?> channel = Class.forName("sun.nio.ch.SocketChannelImpl", false, null);
    Class<?> provider = Class.forName("sun.nio.ch.SelectorProviderImpl", false, null);
    loaded.addAll(List.of(channel, provider));
    installer().install();
    assertThat(retransformed).containsExactlyInAnyOrder(channel, provider);
  }

  private static boolean transformed(HookInstaller installer, String name) throws IOException {
    return installer.transform(null, name, null, null, classFile(name)) != null;
  }

  @Test
  void whatIsLoadedIsRetransformedAndTheRestWovenAsItIsLoaded() throws IOException {
    loaded.add(String.class);
    loaded.add(java.net.ServerSocket.class);
    HookInstaller installer = installer();
    installer.install();
    assertThat(retransformed).containsExactly(java.net.ServerSocket.class);
    assertThat(installer.report().woven()).isZero();

    byte[] before = classFile(SOCKET);
    assertThat(installer.transform(null, SOCKET, null, null, before))
        .isNotNull()
        .isNotEqualTo(before);
    assertThat(installer.report().woven()).isGreaterThan(5);
    assertThat(installer.report().problems()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsNotTheJdksIsLeftAlone() throws IOException {
    HookInstaller installer = installer();
    installer.install();
    ClassLoader application = HookInstallerTest.class.getClassLoader();
    assertThat(installer.transform(application, SOCKET, null, null, classFile(SOCKET))).isNull();
    assertThat(installer.transform(null, "java/lang/String", null, null, new byte[0])).isNull();
  }

  @Test
  void nothingIsWovenThatCouldCallWhatIsNotThere() throws IOException {
    HookInstaller installer = installer();
    installer.install();
    mayWeave = false;
    assertThat(installer.transform(null, SOCKET, null, null, classFile(SOCKET))).isNull();
    assertThat(installer.report().woven()).isZero();
  }

  @Test
  void aJdkThatIsNotKnownIsLookedThroughAtOnce() throws ClassNotFoundException {
    loaded.add(Class.forName("sun.nio.ch.NioSocketImpl"));
    HookInstaller installer = installer();
    installer.install(UNKNOWN_JDK);
    assertThat(installer.incomplete()).isTrue();
    assertThat(installer.report().problems())
        .anyMatch(problem -> problem.contains("not woven") && problem.contains("NioSocketImpl"));
  }

  @Test
  void aMethodThatIsNotThereIsToldOnce() throws IOException {
    HookInstaller installer = installer();
    installer.install();
    byte[] other = classFile("java/lang/Runnable");
    installer.transform(null, SOCKET, null, null, other);
    installer.transform(null, SOCKET, null, null, other);
    assertThat(told).isNotEmpty().doesNotHaveDuplicates();
    assertThat(told)
        .allMatch(problem -> problem.startsWith("this JDK has no sun.nio.ch.NioSocketImpl."));
  }

  @Test
  void aClassFileThatCannotBeReadIsToldAndLeftAsItIs() {
    HookInstaller installer = installer();
    installer.install();
    assertThat(installer.transform(null, SOCKET, null, null, new byte[] {1, 2, 3})).isNull();
    assertThat(told).singleElement().asString().contains("NioSocketImpl could not be woven");
  }

  @Test
  void uninstallingGivesBackWhatWasWoven() throws IOException, ClassNotFoundException {
    HookInstaller installer = installer();
    installer.install();
    installer.transform(null, SOCKET, null, null, classFile(SOCKET));
    loaded.add(Class.forName("sun.nio.ch.NioSocketImpl"));
    loaded.add(java.net.ServerSocket.class);
    assertThat(installer.uninstall()).isEmpty();
    assertThat(retransformed).containsExactly(Class.forName("sun.nio.ch.NioSocketImpl"));
  }
}
