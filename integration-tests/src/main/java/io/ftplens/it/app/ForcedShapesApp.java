package io.ftplens.it.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Goes through active clients of many shapes, and tells what each of them saw. */
public final class ForcedShapesApp {
  private ForcedShapesApp() {}

  /** Takes the user, then sessions as {@code spec/SHAPE+SHAPE}. */
  public static void main(String[] args) throws Exception {
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("/", -1);
      Spec spec = Spec.parse(parts[0]);
      try (RawControl control = new RawControl(spec, args[0])) {
        for (String shape : parts[1].split("\\+", -1)) {
          run(control, shape);
        }
      }
    }
  }

  private static void run(RawControl control, String shape) throws Exception {
    String name = control.spec.tag + "-" + shape.toLowerCase(Locale.ROOT);
    switch (shape) {
      case "ABANDONED":
        abandoned(control, name);
        break;
      case "REUSED":
        reused(control, name);
        break;
      case "ABOR":
        abor(control, name);
        break;
      case "STUCK":
        stuck(control, name);
        break;
      case "FOREIGN":
        System.out.println(name + " " + control.command("PORT 10,1,2,3,4,5"));
        System.out.println(name + " " + control.command("PORT 10,1,2,3,4,5"));
        break;
      case "SETUP":
        try (ServerSocket listener = ActiveShape.listen(control)) {
          control.write(control.announce(listener.getLocalPort()));
          System.out.println(name + " " + control.reply());
        }
        break;
      default:
        transfers(control, ActiveShape.valueOf(shape), name);
    }
  }

  private static void transfers(RawControl control, ActiveShape shape, String name)
      throws Exception {
    String down = "/get/" + name + "-70001.bin";
    download(control, shape.open(control, "RETR " + down), down);
    String up = "/put/" + name + ".bin";
    try (Socket data = protect(control, shape.open(control, "STOR " + up))) {
      tell(up, 30_007, "", data);
      OutputStream out = data.getOutputStream();
      out.write(Payload.of(30_007));
    }
    RawControl.expect(control.reply(), "226");
    RawControl.expect(control.command("REST 4096"), "350");
    String rest = "/get/" + name + "-rest-9000.bin";
    download(control, shape.open(control, "RETR " + rest), rest);
  }

  private static Socket protect(RawControl control, Socket data) throws Exception {
    boolean plain = !control.spec.dataProtected() || data instanceof javax.net.ssl.SSLSocket;
    return plain ? data : control.layer(data);
  }

  private static void download(RawControl control, Socket accepted, String path) throws Exception {
    try (Socket data = protect(control, accepted)) {
      byte[] bytes = Payload.drain(data.getInputStream());
      tell(path, bytes.length, Payload.describe(bytes).replaceAll(".* ", ""), data);
    }
    RawControl.expect(control.reply(), "226");
  }

  private static void tell(String path, int size, String crc, Socket data) {
    System.out.println(
        path
            + " "
            + size
            + " "
            + (crc.isEmpty() ? "-" : crc)
            + " "
            + data.getInetAddress().getHostAddress()
            + " "
            + data.getPort()
            + " "
            + data.getLocalPort());
  }

  /** A set-up that nothing comes of leaves nothing in its listener's queue. */
  private static void abandoned(RawControl control, String name) throws Exception {
    try (ServerSocket first = ActiveShape.listen(control)) {
      ActiveShape.prepare(control, first.getLocalPort());
      transfers(control, ActiveShape.AFTER_150, name);
      System.out.println(name + " " + nobody(first));
    }
    try (ServerSocket refused = ActiveShape.listen(control)) {
      ActiveShape.prepare(control, refused.getLocalPort());
      System.out.println(name + " " + control.command("RETR /missing"));
      System.out.println(name + " " + nobody(refused));
      String path = "/get/" + name + "-after-500.bin";
      ActiveShape.prepare(control, refused.getLocalPort());
      refused.setSoTimeout(20_000);
      RawControl.expect(control.command("RETR " + path), "150");
      download(control, refused.accept(), path);
    }
  }

  private static String nobody(ServerSocket listener) throws IOException {
    listener.setSoTimeout(400);
    try (Socket stale = listener.accept()) {
      return "somebody: " + stale;
    } catch (SocketTimeoutException expected) {
      return "nobody";
    }
  }

  /** One listener serves several transfers. */
  private static void reused(RawControl control, String name) throws Exception {
    try (ServerSocket listener = ActiveShape.listen(control)) {
      for (int i = 0; i < 3; i++) {
        String path = "/get/" + name + i + "-3000.bin";
        ActiveShape.prepare(control, listener.getLocalPort());
        RawControl.expect(control.command("RETR " + path), "150");
        download(control, listener.accept(), path);
      }
    }
  }

  private static void abor(RawControl control, String name) throws Exception {
    Socket data = ActiveShape.AFTER_150.open(control, "RETR /abor/" + name + "-50000000.bin");
    System.out.println(name + " began " + (data.getInputStream().read() >= 0));
    control.write("ABOR\r\n");
    data.close();
    RawControl.expect(control.reply(), "426");
    RawControl.expect(control.reply(), "226");
    String path = "/get/" + name + "-after-400.bin";
    download(control, ActiveShape.AFTER_150.open(control, "RETR " + path), path);
  }

  /** Commands whose replies never come, and what ends the waiting for them. */
  private static void stuck(RawControl control, String name) throws Exception {
    ServerSocket listener = ActiveShape.listen(control);
    String both = control.announce(listener.getLocalPort()) + "RETR /get/never-1.bin\r\n";
    listener.setSoTimeout(700);
    control.write(both);
    System.out.println(name + " accept " + ended(listener::accept));
    control.timeout(300);
    System.out.println(name + " read " + ended(control::reply));
    control.write(both);
    listener.setSoTimeout(20_000);
    after(500, listener);
    System.out.println(name + " closed accept " + ended(listener::accept));
    control.timeout(20_000);
    after(300, control::cut);
    System.out.println(name + " closed read " + ended(control::reply));
    System.out.println(name + " interrupted " + Thread.interrupted());
  }

  private static String ended(Callable<?> wait) {
    try {
      return "with " + wait.call();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static void after(int millis, Closeable end) {
    Thread thread = new Thread(() -> close(millis, end), "closer");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(int millis, Closeable end) {
    try {
      Thread.sleep(millis);
      end.close();
    } catch (Exception e) {
      System.out.println(e);
    }
  }
}
