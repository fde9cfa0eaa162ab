package io.ftplens.it.app;

import java.util.Collections;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Is Apache FtpServer on an address, until its standard input ends. */
public final class NamespaceServerApp {
  private static final int MOST_CLIENTS = 100;

  private NamespaceServerApp() {}

  /** Takes the address, the port and the directory to serve. */
  public static void main(String[] args) throws Exception {
    ListenerFactory listener = new ListenerFactory();
    listener.setServerAddress(args[0]);
    listener.setPort(Integer.parseInt(args[1]));
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener.createListener());
    // A thread is busy for minutes where it cannot reach an active client.
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setMaxLogins(MOST_CLIENTS);
    connections.setMaxThreads(MOST_CLIENTS);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName("test");
    user.setPassword("s3cret");
    user.setHomeDirectory(args[2]);
    user.setAuthorities(Collections.singletonList(new WritePermission()));
    factory.getUserManager().save(user);
    FtpServer server = factory.createServer();
    server.start();
    System.out.println("up");
    while (System.in.read() >= 0) {
      // What comes does not matter, only that it ends.
    }
    server.stop();
  }
}
