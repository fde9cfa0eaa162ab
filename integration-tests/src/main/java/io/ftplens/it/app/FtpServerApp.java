package io.ftplens.it.app;

import java.util.Collections;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Is an FTP server, until its standard input ends; then, if told to, a client for one transfer. */
public final class FtpServerApp {
  private FtpServerApp() {}

  /** Takes the directory to serve, then the arguments of {@link OneTransferApp}. */
  public static void main(String[] args) throws Exception {
    ListenerFactory listener = new ListenerFactory();
    listener.setPort(0);
    listener.setServerAddress("127.0.0.1");
    FtpServerFactory factory = new FtpServerFactory();
    Listener made = listener.createListener();
    factory.addListener("default", made);
    BaseUser user = new BaseUser();
    user.setName("test");
    user.setPassword("s3cret");
    user.setHomeDirectory(args[0]);
    user.setAuthorities(Collections.singletonList(new WritePermission()));
    factory.getUserManager().save(user);
    FtpServer server = factory.createServer();
    server.start();
    System.out.println("port " + made.getPort());
    while (System.in.read() >= 0) {
      // What comes does not matter, only that it ends.
    }
    server.stop();
    OneTransferApp.main(java.util.Arrays.copyOfRange(args, 1, args.length));
  }
}
