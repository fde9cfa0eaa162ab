package io.ftplens.it.suites;

import io.ftplens.it.Servers;
import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.server.RecordingFtpServer;
import io.ftplens.it.server.TinyProxy;
import java.util.ArrayList;
import java.util.List;

/** One JVM that runs the programs of all clients one after the other, and the servers it needs. */
public final class EveryClient implements AutoCloseable {
  private final Servers servers = new Servers();
  private final RecordingFtpServer plain = RecordingFtpServer.on("127.0.0.1");
  private final TinyProxy proxy = TinyProxy.start();
  private final List<String> arguments = new ArrayList<>();

  private EveryClient() {}

  /** Every client, setup command, network and protection. */
  public static EveryClient all(int jdk) {
    EveryClient every = new EveryClient();
    List<String> both = List.of("active", "passive");
    List<String> commands = List.of("PORT", "PASV", "EPRT", "EPSV");
    every.program("CommonsNetApp", every.sessions(both, "plain,4", "tls-p,4", "tls-c,6"));
    every.program("CommonsNetApp", every.sessions(both, "implicit,implicit"));
    every.blocking("platform socket", every.sessions(commands, "plain,4", "tls-p,4"));
    every.blocking("platform socket", every.sessions(List.of("EPRT", "EPSV"), "tls-c,6"));
    every.blocking("platform adaptor", every.sessions(commands, "plain,4", "tls-p,4"));
    every.blocking("platform adaptor_timed", every.sessions(commands, "plain,4"));
    if (jdk >= 21) {
      every.blocking("virtual socket", every.sessions(commands, "plain,4", "tls-p,4"));
    }
    every.others(commands);
    return every;
  }

  /** A session or two of those clients that together meet nearly every hook. */
  public static EveryClient few() {
    EveryClient every = new EveryClient();
    List<String> both = List.of("active", "passive");
    every.program("CommonsNetApp", every.sessions(both, "plain,4"));
    every.program("CommonsNetApp", every.sessions(List.of("passive"), "tls-p,4"));
    every.blocking("platform socket", every.sessions(List.of("EPRT"), "tls-p,4"));
    every.blocking("platform adaptor", every.sessions(List.of("PORT"), "plain,4"));
    every.others(List.of("PORT", "EPSV"));
    return every;
  }

  private void others(List<String> commands) {
    program("NioApp", sessions(commands, "plain,4"));
    program("EdtApp", sessions(List.of("active", "passive"), "plain,4"));
    program("JdkUrlApp", sessions(List.of("test"), "plain,4"));
    program("SunNetFtpApp", sessions(List.of("test"), "plain,4"));
    program("AsyncApp", at(plain, "PORT", "PASV"));
    program("ChannelApp", at(plain, "up:300000:PASV", "up:70000:PORT", "down:300000:EPSV"));
    program("HttpProxyApp", List.of("127.0.0.1", "" + plain.port(), "" + proxy.port()));
    program("SocketHabitsApp", sessions(List.of("PASV"), "plain,4"));
  }

  private static List<String> at(RecordingFtpServer server, String... more) {
    List<String> arguments = new ArrayList<>(List.of("127.0.0.1", "" + server.port()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private List<String> sessions(List<String> setups, String... securities) {
    List<String> sessions = new ArrayList<>();
    for (String security : securities) {
      for (String setup : setups) {
        String[] parts = security.split(",", -1);
        sessions.add(servers.session(setup, parts[0], parts[1]));
      }
    }
    return sessions;
  }

  private void blocking(String kind, List<String> sessions) {
    List<String> all = new ArrayList<>(List.of(kind.split(" ", -1)));
    all.addAll(sessions);
    program("BlockingApp", all);
  }

  private void program(String name, List<String> its) {
    if (!arguments.isEmpty()) {
      arguments.add("--");
    }
    arguments.add(name);
    arguments.addAll(its);
  }

  /** The JVM; without an agent, unless one is added. */
  public ChildJvm child(int jdk) {
    ChildJvm child = ChildJvm.on(jdk);
    if (jdk > 8) {
      child.jvmArgs("--add-exports=java.base/sun.net.ftp=ALL-UNNAMED");
    }
    return child
        .classPath(Artifacts.commonsNet("3.13.0"))
        .classPath(Artifacts.jars("edtFTPj-.*\\.jar"))
        .main("EveryClientApp", arguments);
  }

  /** How many transfers the servers saw. */
  public int transfers() {
    return servers.transfers().size() + plain.transfers().size();
  }

  @Override
  public void close() {
    servers.close();
    plain.close();
    proxy.close();
  }
}
