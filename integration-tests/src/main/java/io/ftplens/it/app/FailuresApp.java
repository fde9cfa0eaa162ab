package io.ftplens.it.app;

import java.io.ByteArrayOutputStream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/**
 * Runs into trouble and tells all that an application can see of it. The tag of a session is the
 * trouble: a path of the server, or the name of a user.
 */
public final class FailuresApp {
  private FailuresApp() {}

  /** Takes {@code commons-net} or {@code by-hand}, then one session each. */
  public static void main(String[] args) {
    for (int i = 1; i < args.length; i++) {
      Spec spec = Spec.parse(args[i]);
      boolean commonsNet = args[0].equals("commons-net");
      System.out.println("-- " + spec.tag + " " + spec.setup);
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      try {
        System.out.println("ends " + (commonsNet ? commonsNet(spec, got) : byHand(spec)));
      } catch (Exception failed) {
        tell(failed);
      }
      if (commonsNet) {
        System.out.println("got " + Payload.describe(got.toByteArray()));
      }
    }
  }

  private static String commonsNet(Spec spec, ByteArrayOutputStream got) throws Exception {
    FTPClient ftp = new FTPClient();
    ftp.connect(spec.host, spec.port);
    ftp.login(user(spec), "s3cret");
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    if (!spec.active()) {
      ftp.enterLocalPassiveMode();
    }
    try {
      boolean done = ftp.retrieveFile(path(spec), got);
      String reply = ftp.getReplyString().trim();
      ftp.logout();
      return done + " " + reply;
    } finally {
      ftp.disconnect();
    }
  }

  private static String byHand(Spec spec) throws Exception {
    BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET);
    try {
      ftp.login(user(spec));
      ftp.command("TYPE I");
      return Payload.describe(ftp.download("RETR " + path(spec)));
    } finally {
      ftp.disconnect();
    }
  }

  private static String user(Spec spec) {
    return spec.tag.startsWith("fail") ? "test" : spec.tag.substring(spec.tag.indexOf('.') + 1);
  }

  private static String path(Spec spec) {
    return "/" + spec.tag + "/" + spec.setup + "-2000000.bin";
  }

  /** Exception, message, causes, suppressed ones, and those frames that are not the JDK's. */
  private static void tell(Throwable failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      System.out.println(t.getClass().getName() + ": " + t.getMessage());
      for (StackTraceElement frame : t.getStackTrace()) {
        if (!frame.getClassName().matches("(java|javax|jdk|sun|com\\.sun)\\..*")) {
          System.out.println("  at " + frame);
        }
      }
      for (Throwable also : t.getSuppressed()) {
        System.out.println("suppressed");
        tell(also);
      }
    }
  }
}
