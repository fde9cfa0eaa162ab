package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** What a worker of the soak test does: one session at a time, of a kind drawn by chance. */
final class SoakJobs {
  private static final String[] SETUPS = {"PORT", "EPRT", "PASV", "EPSV"};
  private static final String[] FAULTS = {"425", "426", "550", "die", "reset", "at-once"};
  private static final Plumbing[] PLUMBINGS = Plumbing.values();

  /** Enough for a peer on this machine, and for an end when a worker was interrupted. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final int worker;
  private final Random random;
  private final int recording;
  private final int apache;
  private final int silent;
  private final Map<String, Integer> counts = new TreeMap<>();
  private int files;

  SoakJobs(int worker, Random random, int[] ports) {
    this.worker = worker;
    this.random = random;
    recording = ports[0];
    apache = ports[1];
    silent = ports[2];
  }

  /** Holds one session, which may fail. */
  void one() throws Exception {
    int kind = random.nextInt(100);
    if (kind < 25) {
      count("commons-net");
      commonsNet(random.nextInt(5) == 0 ? "tls-p" : "plain");
    } else if (kind < 45) {
      count("by hand");
      byHand();
    } else if (kind < 60) {
      count("non-blocking");
      nonBlocking();
    } else if (kind < 68) {
      count("url");
      url();
    } else if (kind < 75) {
      count("apache");
      apache();
    } else if (kind < 85) {
      count("fault");
      fault();
    } else if (kind < 92) {
      count("impatient");
      impatient();
    } else {
      count("silent");
      silent();
    }
  }

  /** How many there were of each kind, and of each kind of failure. */
  Map<String, Integer> counts() {
    return counts;
  }

  void failed(Exception e) {
    Thread.interrupted();
    count(e.getClass().getSimpleName());
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private void commonsNet(String security) throws Exception {
    boolean active = random.nextBoolean();
    FTPClient ftp = connect(active ? "active" : "passive", security);
    try {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        if (random.nextBoolean()) {
          String path = get();
          boolean done = ftp.retrieveFile(path, new ByteArrayOutputStream());
          done(done, active, "RETR", path);
        } else {
          String path = put();
          byte[] content = Payload.of(random.nextInt(5_000));
          boolean done = ftp.storeFile(path, new ByteArrayInputStream(content));
          done(done, active, "STOR", path);
        }
      }
      if (random.nextInt(4) > 0) {
        ftp.logout();
      }
    } finally {
      ftp.disconnect();
    }
  }

  private void byHand() throws Exception {
    String setup = SETUPS[random.nextInt(SETUPS.length)];
    Plumbing plumbing = PLUMBINGS[random.nextInt(PLUMBINGS.length)];
    Spec spec = spec(setup, "plain", recording);
    BlockingClient ftp = new BlockingClient(spec, plumbing);
    try {
      ftp.login("test");
      ftp.command("TYPE I");
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        String path = get();
        ftp.download("RETR " + path);
        done(true, spec.active(), "RETR", path);
      }
      if (random.nextInt(4) == 0) {
        // prepared, and never used
        ftp.command("PASV");
      } else {
        ftp.command("QUIT");
      }
    } finally {
      ftp.disconnect();
    }
  }

  private void nonBlocking() throws Exception {
    Spec spec = spec(SETUPS[random.nextInt(SETUPS.length)], "plain", recording);
    try (NioClient ftp = new NioClient(spec)) {
      String path = get();
      ftp.download("RETR " + path);
      done(true, spec.active(), "RETR", path);
      path = put();
      ftp.upload("STOR " + path, Payload.of(random.nextInt(5_000)));
      done(true, spec.active(), "STOR", path);
    }
  }

  private void url() throws Exception {
    String path = get();
    URL url = new URL("ftp://test:s3cret@127.0.0.1:" + recording + path + ";type=i");
    try (InputStream in = url.openStream()) {
      Payload.drain(in);
    }
    // The JDK goes without having read the completion: the server alone knows of it.
  }

  private void apache() throws Exception {
    FTPClient ftp = new FTPClient();
    ftp.setDefaultTimeout(PATIENCE_MILLIS);
    ftp.connect("127.0.0.1", apache);
    try {
      boolean active = random.nextBoolean();
      ftp.login("test", "s3cret");
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      if (!active) {
        ftp.enterLocalPassiveMode();
      }
      ftp.setDataTimeout(Duration.ofMillis(PATIENCE_MILLIS));
      String path = "file-" + worker + "-" + ++files;
      byte[] content = Payload.of(1 + random.nextInt(5_000));
      done(ftp.storeFile(path, new ByteArrayInputStream(content)), active, "STOR", path);
      done(ftp.retrieveFile(path, new ByteArrayOutputStream()), active, "RETR", path);
      ftp.deleteFile(path);
    } finally {
      ftp.disconnect();
    }
  }

  /** The server refuses, breaks off, dies, or resets. */
  private void fault() throws Exception {
    FTPClient ftp = connect(random.nextBoolean() ? "active" : "passive", "plain");
    try {
      String fault = FAULTS[random.nextInt(FAULTS.length)];
      String path = "/get/" + worker + "-" + ++files + "-fail-" + fault + "-2000000.bin";
      ftp.retrieveFile(path, new ByteArrayOutputStream());
    } finally {
      ftp.disconnect();
    }
  }

  /** Waits for data no longer than a few milliseconds, and leaves in the middle of it. */
  private void impatient() throws Exception {
    FTPClient ftp = connect(random.nextBoolean() ? "active" : "passive", "plain");
    try {
      ftp.setDataTimeout(Duration.ofMillis(1 + random.nextInt(3)));
      try (InputStream in =
          ftp.retrieveFileStream("/get/" + worker + "-" + ++files + "-left-3000000.bin")) {
        for (int i = random.nextInt(20); in != null && i > 0; i--) {
          in.read(new byte[8192]);
        }
      }
    } finally {
      ftp.disconnect();
    }
  }

  /** The server greets and says nothing more. */
  private void silent() throws Exception {
    FTPClient ftp = new FTPClient();
    ftp.setDefaultTimeout(20 + random.nextInt(100));
    ftp.connect("127.0.0.1", silent);
    try {
      ftp.login("test", "s3cret");
    } finally {
      ftp.disconnect();
    }
  }

  private FTPClient connect(String mode, String security) throws Exception {
    FTPClient ftp = CommonsNetApp.connect(spec(mode, security, recording));
    ftp.setSoTimeout(PATIENCE_MILLIS);
    ftp.setDataTimeout(Duration.ofMillis(PATIENCE_MILLIS));
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    return ftp;
  }

  private Spec spec(String setup, String security, int port) {
    return Spec.parse("soak," + setup + "," + security + ",127.0.0.1," + port);
  }

  private String get() {
    return "/get/" + worker + "-" + ++files + "-" + (1 + random.nextInt(100_000)) + ".bin";
  }

  private String put() {
    return "/put/" + worker + "-" + ++files + ".bin";
  }

  private void done(boolean done, boolean active, String command, String path) throws IOException {
    if (!done) {
      throw new IOException(path);
    }
    System.out.println("done " + (active ? "active " : "passive ") + command + " " + path);
  }
}
