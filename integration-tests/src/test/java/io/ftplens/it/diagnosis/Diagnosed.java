package io.ftplens.it.diagnosis;

import io.ftplens.it.app.SickFtpServer;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM that earns each diagnosis once, from a server of its own for each. */
final class Diagnosed implements AutoCloseable {
  private static final String HOST = "127.0.0.2";

  private final Map<String, SickFtpServer> servers = new LinkedHashMap<>();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final ChildJvm.Running child;
  private ChildJvm.Exit exit;

  private Diagnosed(int jdk, List<String> names) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(HOST));
    for (String name : names) {
      SickFtpServer server = SickFtpServer.start(name, HOST, 0, Tls.serverContext());
      servers.put(name, server);
      arguments.add(name + "=" + server.port());
    }
    child =
        ChildJvm.on(jdk)
            .agent("")
            .otlp(receiver.endpoint())
            .env("OTEL_BLRP_SCHEDULE_DELAY", "100")
            .classPath(Artifacts.commonsNet("3.13.0"))
            .main("DiagnosedApp", arguments)
            .onStderr(this::goOn)
            .start();
  }

  /** Starts it, or skips the test if there is no such JDK. */
  static Diagnosed on(int jdk, List<String> names) {
    Jdks.home(jdk);
    try {
      return new Diagnosed(jdk, names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The application that hangs is let go once it was told that it does. */
  private void goOn(String line) {
    if (line.contains("name=accept_pending")) {
      servers.get("accept_pending").release();
    }
  }

  ChildJvm.Exit exit() {
    if (exit == null) {
      exit = child.await().expectSuccess();
    }
    return exit;
  }

  OtlpReceiver receiver() {
    return receiver;
  }

  int port(String name) {
    return servers.get(name).port();
  }

  String address(String name) {
    return HOST + ":" + port(name);
  }

  @Override
  public void close() {
    child.kill();
    receiver.close();
    for (SickFtpServer server : servers.values()) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
