package io.ftplens.it.app;

import com.enterprisedt.net.ftp.FTPConnectMode;
import com.enterprisedt.net.ftp.FTPTransferType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** Stores a file and fetches it again with a client of choice, and tells whether it is the same. */
public final class AnyClientApp {
  private static final byte[] DATA = Payload.of(150_001);

  private final Spec spec;
  private final String user;
  private final int timeout;

  private AnyClientApp(Spec spec, String user, int timeout) {
    this.spec = spec;
    this.user = user;
    this.timeout = timeout;
  }

  /**
   * Takes how long a client waits once it has logged in, in milliseconds, and after a slash which
   * clients have nothing that ends their waiting and are interrupted, {@code 4000/CHANNEL,ADAPTOR};
   * then {@code client=user@spec}. They run at the same time, and are told in this order.
   */
  public static void main(String[] args) throws Exception {
    String[] waiting = args[0].split("/", -1);
    int timeout = Integer.parseInt(waiting[0]);
    List<String> endless =
        waiting.length > 1 ? Arrays.asList(waiting[1].split(",", -1)) : new ArrayList<>();
    List<FutureTask<String>> results = new ArrayList<>();
    List<Thread> timed = new ArrayList<>();
    List<Thread> untimed = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("[=@]", -1);
      AnyClientApp app = new AnyClientApp(Spec.parse(parts[2]), parts[1], timeout);
      FutureTask<String> task = new FutureTask<>(() -> app.tell(parts[0]));
      results.add(task);
      Thread thread = new Thread(task, args[i]);
      thread.setDaemon(true);
      thread.start();
      (endless.contains(parts[0]) ? untimed : timed).add(thread);
    }
    interruptLast(untimed, timed, timeout);
    for (FutureTask<String> result : results) {
      System.out.println(result.get());
    }
  }

  /**
   * As a scheduler does with jobs that take too long: when all others have ended, however slow the
   * machine, and it has been quiet for twice as long as anybody waits.
   */
  private static void interruptLast(List<Thread> untimed, List<Thread> timed, int timeout)
      throws InterruptedException {
    for (Thread job : timed) {
      job.join();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2L * timeout);
    for (Thread job : untimed) {
      job.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
    untimed.forEach(Thread::interrupt);
  }

  private String tell(String client) {
    String result;
    try {
      byte[] fetched = storeAndFetch(client);
      result = Arrays.equals(DATA, fetched) ? "same" : "different: " + fetched.length;
    } catch (Exception e) {
      result = "failed " + e;
    }
    return client + " " + spec.tag + " " + result;
  }

  private byte[] storeAndFetch(String client) throws Exception {
    String path = client + "-" + spec.tag + ".bin";
    switch (client) {
      case "commons-net":
        boolean plain = spec.security.equals("plain");
        return commonsNet(path, plain ? new FTPClient() : CommonsNetTls.client(spec.security));
      case "commons-net-subclass":
        return commonsNet(path, new OwnClient());
      case "edt":
        return edt(path);
      case "jdk":
        return jdk(path);
      case "netty":
        return netty(path);
      case "jglobus":
        return jglobus(path);
      default:
        return byHand(ActiveShape.valueOf(client), path);
    }
  }

  private byte[] commonsNet(String path, FTPClient ftp) throws Exception {
    ftp.setDefaultTimeout(RawControl.LOGIN_MILLIS);
    ftp.setDataTimeout(Duration.ofMillis(timeout));
    ftp.connect(spec.host, spec.port);
    try {
      check(ftp.login(user, "s3cret"), ftp);
      if (!spec.security.equals("plain")) {
        CommonsNetTls.protect(ftp, spec.dataProtected());
      }
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      ftp.setSoTimeout(timeout);
      if (!spec.active()) {
        ftp.enterLocalPassiveMode();
      }
      check(ftp.storeFile(path, new ByteArrayInputStream(DATA)), ftp);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      check(ftp.retrieveFile(path, out), ftp);
      check(ftp.listNames() != null, ftp);
      return out.toByteArray();
    } finally {
      ftp.disconnect();
    }
  }

  private static void check(boolean done, FTPClient ftp) throws IOException {
    if (!done) {
      throw new IOException(ftp.getReplyString().trim());
    }
  }

  private byte[] edt(String path) throws Exception {
    com.enterprisedt.net.ftp.FTPClient ftp = new com.enterprisedt.net.ftp.FTPClient();
    ftp.setRemoteHost(spec.host);
    ftp.setRemotePort(spec.port);
    ftp.setTimeout(RawControl.LOGIN_MILLIS);
    ftp.connect();
    ftp.login(user, "s3cret");
    ftp.setConnectMode(spec.active() ? FTPConnectMode.ACTIVE : FTPConnectMode.PASV);
    ftp.setType(FTPTransferType.BINARY);
    ftp.setTimeout(timeout);
    ftp.put(DATA, path);
    byte[] fetched = ftp.get(path);
    ftp.quit();
    return fetched;
  }

  /** It decides for itself how; in passive mode first. */
  private byte[] jdk(String path) throws Exception {
    URL url =
        new URL(
            "ftp://" + user + ":s3cret@" + spec.host + ":" + spec.port + "/" + path + ";type=i");
    URLConnection upload = url.openConnection();
    upload.setConnectTimeout(timeout);
    upload.setReadTimeout(timeout);
    upload.setDoOutput(true);
    try (OutputStream out = upload.getOutputStream()) {
      out.write(DATA);
    }
    URLConnection download = url.openConnection();
    download.setConnectTimeout(timeout);
    download.setReadTimeout(timeout);
    try (InputStream in = download.getInputStream()) {
      return Payload.drain(in);
    }
  }

  private byte[] netty(String path) throws Exception {
    try (NettyClient ftp = new NettyClient(spec, user, timeout)) {
      ftp.store(path, DATA);
      return ftp.fetch(path);
    }
  }

  private byte[] jglobus(String path) throws Exception {
    JglobusClient ftp = new JglobusClient(spec, user, timeout);
    ftp.store(path, DATA);
    byte[] fetched = ftp.fetch(path);
    ftp.close();
    return fetched;
  }

  private byte[] byHand(ActiveShape shape, String path) throws Exception {
    try (RawControl control = new RawControl(spec, user, timeout)) {
      try (Socket data = protect(control, shape.open(control, "STOR " + path))) {
        data.getOutputStream().write(DATA);
      }
      RawControl.expect(control.reply(), "226");
      byte[] fetched;
      try (Socket data = protect(control, shape.open(control, "RETR " + path))) {
        fetched = Payload.drain(data.getInputStream());
      }
      RawControl.expect(control.reply(), "226");
      return fetched;
    }
  }

  private static Socket protect(RawControl control, Socket data) throws Exception {
    return control.spec.dataProtected() ? control.layer(data) : data;
  }

  /** Applications extend it, and override what opens the data connection. */
  private static final class OwnClient extends FTPClient {
    @Override
    protected Socket _openDataConnection_(String command, String argument) throws IOException {
      return super._openDataConnection_(command, argument);
    }
  }
}
