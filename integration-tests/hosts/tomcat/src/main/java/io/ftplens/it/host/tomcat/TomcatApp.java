package io.ftplens.it.host.tomcat;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys a web application, asks it to make its transfers, and undeploys it, again and again.
 *
 * <p>Takes a directory for its own, the WAR file, the FTP server's port, and how often.
 */
public final class TomcatApp {
  private final Tomcat tomcat = new Tomcat();

  private TomcatApp() {}

  /** See above. */
  public static void main(String[] args) throws Exception {
    TomcatApp app = new TomcatApp();
    app.start(args[0]);
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      WeakReference<ClassLoader> loader = app.deployed(args[1], args[2]);
      System.out.println(collected(loader) ? "unloaded" : "still loaded");
    }
    app.tomcat.stop();
    app.tomcat.destroy();
  }

  private void start(String directory) throws Exception {
    tomcat.setBaseDir(directory);
    tomcat.setPort(0);
    tomcat.getConnector();
    // makes the directory of web applications, into which WAR files are unpacked
    ((StandardHost) tomcat.getHost()).getAppBaseFile().mkdirs();
    tomcat.start();
  }

  private WeakReference<ClassLoader> deployed(String war, String ftpPort) throws Exception {
    Context context = tomcat.addWebapp("/app", war);
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getLoader().getClassLoader());
    String url =
        "http://127.0.0.1:"
            + tomcat.getConnector().getLocalPort()
            + "/app/transfers?port="
            + ftpPort;
    URLConnection connection = URI.create(url).toURL().openConnection();
    // else the server may remember the application with the connection until that is idle for long
    connection.setRequestProperty("Connection", "close");
    try (InputStream answer = connection.getInputStream()) {
      System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
    tomcat.getHost().removeChild(context);
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
