package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;

/** A client on jglobus, by reflection: no build can rely on having it. */
final class JglobusClient {
  private static final String FTP = "org.globus.ftp.";

  private final Object client;
  private final boolean active;

  JglobusClient(Spec spec, String user, int timeout) throws Exception {
    active = spec.active();
    client =
        Class.forName(FTP + "FTPClient")
            .getConstructor(String.class, int.class)
            .newInstance(spec.host, spec.port);
    waitAtMost(RawControl.LOGIN_MILLIS);
    call("authorize", new Class<?>[] {String.class, String.class}, user, "s3cret");
    call("setType", new Class<?>[] {int.class}, 1);
    waitAtMost(timeout);
  }

  private void waitAtMost(int millis) throws Exception {
    call("setClientWaitParams", new Class<?>[] {int.class, int.class}, millis, 100);
  }

  void store(String path, byte[] bytes) throws Exception {
    agree();
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
    agree();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Object sink =
        Class.forName(FTP + "DataSinkStream").getConstructor(OutputStream.class).newInstance(out);
    Class<?>[] types = {
      String.class, Class.forName(FTP + "DataSink"), Class.forName(FTP + "MarkerListener")
    };
    call("get", types, path, sink, null);
    return out.toByteArray();
  }

  /** Says who is to listen, and tells the other side where. */
  private void agree() throws Exception {
    call(active ? "setLocalPassive" : "setPassive", new Class<?>[0]);
    call(active ? "setActive" : "setLocalActive", new Class<?>[0]);
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
