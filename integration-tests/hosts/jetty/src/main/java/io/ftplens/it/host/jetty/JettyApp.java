package io.ftplens.it.host.jetty;

import java.io.File;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * Deploys a web application, asks it to make its transfers, and undeploys it, again and again.
 *
 * <p>Takes a directory for its own, the WAR file, the FTP server's port, and how often.
 */
public final class JettyApp {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final ContextHandlerCollection contexts = new ContextHandlerCollection(true);

  private JettyApp() {}

  /** See above. */
  public static void main(String[] args) throws Exception {
    JettyApp app = new JettyApp();
    app.connector.setHost("127.0.0.1");
    app.server.addConnector(app.connector);
    app.server.setHandler(app.contexts);
    app.server.start();
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      WeakReference<ClassLoader> loader = app.deployed(new File(args[0]), args[1], args[2]);
      System.out.println(collected(loader) ? "unloaded" : "still loaded");
    }
    app.server.stop();
  }

  private WeakReference<ClassLoader> deployed(File directory, String war, String ftpPort)
      throws Exception {
    WebAppContext context = new WebAppContext(war, "/app");
    context.setTempDirectory(new File(directory, "app"));
    contexts.addHandler(context);
    context.start();
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getClassLoader());
    String url = "http://127.0.0.1:" + connector.getLocalPort() + "/app/transfers?port=" + ftpPort;
    URLConnection connection = URI.create(url).toURL().openConnection();
    // else the server may remember the application with the connection until that is idle for long
    connection.setRequestProperty("Connection", "close");
    try (InputStream answer = connection.getInputStream()) {
      System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
    context.stop();
    contexts.removeHandler(context);
    context.destroy();
    return loader;
  }

  private static boolean collected(WeakReference<ClassLoader> loader) throws InterruptedException {
    for (int i = 0; i < 300 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return loader.get() == null;
  }
}
