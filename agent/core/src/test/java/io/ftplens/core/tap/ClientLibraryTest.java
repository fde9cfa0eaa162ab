package io.ftplens.core.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientLibraryTest {
  private static String of(String... classes) {
    StackTraceElement[] stack = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      stack[i] = new StackTraceElement(classes[i], "m", "F.java", 1);
    }
    return ClientLibrary.of(stack);
  }

  @Test
  void commonsNetIsKnownThroughWrappersAndRelocation() {
    assertThat(of("java.net.SocketOutputStream", "org.apache.commons.net.ftp.FTP", "app.Main"))
        .isEqualTo("commons-net");
    assertThat(of("java.io.Writer", "app.CountingStream", "org.apache.commons.net.ftp.FTPClient"))
        .isEqualTo("commons-net");
    assertThat(of("java.io.Writer", "shaded.org.apache.commons.net.ftp.FTP", "app.Main"))
        .isEqualTo("commons-net");
  }

  @Test
  void theClientOfTheJdkIsItsOwn() {
    assertThat(
            of(
                "sun.nio.ch.NioSocketImpl",
                "java.io.PrintStream",
                "sun.net.ftp.impl.FtpClient",
                "sun.net.www.protocol.ftp.FtpURLConnection",
                "java.net.URL",
                "app.Main"))
        .isEqualTo("jdk");
  }

  @Test
  void anyOtherClientIsTheClassThatWrote() {
    assertThat(
            of(
                "io.ftplens.core.tap.SocketTap",
                "java.net.SocketOutputStream",
                "app.MyFtp",
                "app.Main"))
        .isEqualTo("app.MyFtp");
    assertThat(of("java.lang.Thread")).isEqualTo("unknown");
  }
}
