package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;

/** An active client on jglobus, by reflection: no build can rely on having it. */
final class JglobusClient {
  private static final String FTP = "org.globus.ftp.";

  private final Object client;

  JglobusClient(Spec spec, String user, int timeout) throws Exception {
    client =
        Class.forName(FTP + "FTPClient")
            .getConstructor(String.class, int.class)
            .newInstance(spec.host, spec.port);
    call("setClientWaitParams", new Class<?>[] {int.class, int.class}, timeout, 100);
    call("authorize", new Class<?>[] {String.class, String.class}, user, "s3cret");
    call("setType", new Class<?>[] {int.class}, 1);
  }

  void store(String path, byte[] bytes) throws Exception {
    active();
    Object source =
        Class.forName(FTP + "DataSourceStream")
            .getConstructor(InputStream.class)
            .newInstance(new ByteArrayInputStream(bytes));
    Class<?>[] types = {
      String.class, Class.forName(FTP + "DataSource"), Class.forName(FTP + "MarkerListener")
    };
    call("put", types, path, source, null);
  }

  byte[] fetch(String path) throws Exception {
    active();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Object sink =
        Class.forName(FTP + "DataSinkStream").getConstructor(OutputStream.class).newInstance(out);
    Class<?>[] types = {
      String.class, Class.forName(FTP + "DataSink"), Class.forName(FTP + "MarkerListener")
    };
    call("get", types, path, sink, null);
    return out.toByteArray();
  }

  /** Listens, and tells the server where. */
  private void active() throws Exception {
    call("setLocalPassive", new Class<?>[0]);
    call("setActive", new Class<?>[0]);
  }

  void close() throws Exception {
    call("close", new Class<?>[0]);
  }

  private void call(String method, Class<?>[] types, Object... arguments) throws Exception {
    try {
      client.getClass().getMethod(method, types).invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw new IOException(method + ": " + e.getCause(), e);
    }
  }
}
