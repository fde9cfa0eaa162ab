package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;

/** Uses the JDK's internal FTP client, as programs written for JDK 8 still do. */
public final class SunNetFtpApp {
  private final Class<?> type = Class.forName("sun.net.ftp.FtpClient");
  private final Object ftp;

  private SunNetFtpApp(Spec spec) throws Exception {
    ftp =
        type.getMethod("create", InetSocketAddress.class)
            .invoke(null, new InetSocketAddress(spec.host, spec.port));
    call("login", new Class<?>[] {String.class, char[].class}, spec.setup, "s3cret".toCharArray());
  }

  /** Holds one session for each argument; the setup is the user name, the JDK chooses. */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Spec spec = Spec.parse(arg);
      new SunNetFtpApp(spec).session(spec.tag);
    }
  }

  private void session(String tag) throws Exception {
    InputStream names =
        (InputStream) call("nameList", new Class<?>[] {String.class}, "/nlst/" + tag + "-4");
    System.out.println(tag + " names " + Payload.describe(Payload.drain(names)));
    call("setBinaryType", new Class<?>[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    call(
        "getFile",
        new Class<?>[] {String.class, OutputStream.class},
        "/get/" + tag + "-50021.bin",
        out);
    System.out.println(tag + " get " + Payload.describe(out.toByteArray()));
    String path = "/put/" + tag + "-sun.bin";
    call(
        "putFile",
        new Class<?>[] {String.class, InputStream.class},
        path,
        new ByteArrayInputStream(Payload.of(11111)));
    call(
        "appendFile",
        new Class<?>[] {String.class, InputStream.class},
        path,
        new ByteArrayInputStream(Payload.of(222)));
    System.out.println(tag + " put");
    call("close", new Class<?>[0]);
  }

  private Object call(String name, Class<?>[] parameters, Object... arguments) throws Exception {
    Method method = type.getMethod(name, parameters);
    return method.invoke(ftp, arguments);
  }
}
