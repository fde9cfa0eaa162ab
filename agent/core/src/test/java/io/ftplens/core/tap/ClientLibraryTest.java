package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.core.force.org.apache.commons.net.ftp.FTPClient;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ClientLibraryTest {
  /** Stands for an application's own client: classes of ours would be passed over. */
  private static final Class<?> OWN_CLIENT = Test.class;

  /** An application's subclass of the library. */
  private static final class Subclass extends FTPClient {
    Subclass() {
      super(0);
    }
  }

  private static String nameOf(Class<?>... stack) {
    return ClientLibrary.of(stack).name();
  }

  @Test
  void commonsNetIsKnownThroughRelocationAndSubclasses() {
    assertThat(nameOf(Socket.class, OutputStream.class, FTPClient.class, OWN_CLIENT))
        .isEqualTo("commons-net");
    assertThat(nameOf(Socket.class, Subclass.class, OWN_CLIENT)).isEqualTo("commons-net");
  }

  @Test
  void clientCalledBackByCommonsNetIsNotCommonsNet() {
    assertThat(nameOf(Socket.class, OWN_CLIENT, FTPClient.class, Subclass.class))
        .isEqualTo(OWN_CLIENT.getName());
  }

  @Test
  void theClientOfTheJdkIsItsOwn() throws ClassNotFoundException {
    Class<?> client = Class.forName("sun.net.ftp.FtpClient", false, null);
    ClientLibrary library = ClientLibrary.of(Socket.class, client, OWN_CLIENT);
    assertThat(library.name()).isEqualTo("jdk");
    assertThat(library.version()).isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void anyOtherClientIsTheClassThatWrote() {
    assertThat(nameOf(ClientModes.class, Socket.class, OWN_CLIENT, Object.class))
        .isEqualTo(OWN_CLIENT.getName());
    assertThat(nameOf(Thread.class)).isEqualTo("unknown");
  }

  @Test
  void theStackOfAThreadIsTheRealOne() {
    // All between here and the platform is ours or JUnit's, and ours is skipped.
    assertThat(ClientLibrary.ofCaller().name()).startsWith("org.junit.");
  }

  @Test
  void versionOfAJarIsThatOfItsManifest() {
    assertThat(ClientLibrary.of(Test.class).version()).matches("\\d+\\.\\d+.*");
    assertThat(ClientLibrary.of(Subclass.class).version()).as("no jar, no version").isNull();
  }
}
