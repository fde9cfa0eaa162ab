package io.ftplens.it.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;

/** Reads and writes {@code ftp://} URLs, as a configuration loader or an XML parser does. */
public final class JdkUrlApp {
  private JdkUrlApp() {}

  /** Takes sessions whose setup is the user name: how to transfer is the JDK's choice. */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Spec spec = Spec.parse(arg);
      String host = spec.host.indexOf(':') < 0 ? spec.host : "[" + spec.host + "]";
      String base = "ftp://" + spec.setup + ":s3cret@" + host + ":" + spec.port + "/";
      try (InputStream in = new URL(base + "get/" + spec.tag + "-40001.bin;type=i").openStream()) {
        System.out.println(spec.tag + " read " + Payload.describe(Payload.drain(in)));
      }
      try (InputStream in = new URL(base + spec.tag + "-dir/;type=d").openStream()) {
        System.out.println(spec.tag + " dir " + Payload.describe(Payload.drain(in)));
      }
      URLConnection upload = new URL(base + "put/" + spec.tag + "-url.bin;type=i").openConnection();
      upload.setDoOutput(true);
      try (OutputStream out = upload.getOutputStream()) {
        out.write(Payload.of(12345));
      }
      System.out.println(spec.tag + " written");
    }
  }
}
