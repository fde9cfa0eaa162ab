package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** Does everything a batch job does with Commons Net, by calls that exist from 1.4.1 to 3.13. */
public final class CommonsNetApp {
  private CommonsNetApp() {}

  /** Holds one session for each argument, one after the other. */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      session(Spec.parse(arg));
    }
  }

  static void session(Spec spec) throws Exception {
    FTPClient ftp = connect(spec);
    list(ftp, spec.tag);
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    store(ftp, spec.tag);
    retrieve(ftp, spec.tag);
    ftp.setFileType(FTP.ASCII_FILE_TYPE);
    say(spec.tag, "ascii", get(ftp, "/get/" + spec.tag + "-ascii-500.bin"));
    ftp.logout();
    ftp.disconnect();
  }

  static FTPClient connect(Spec spec) throws Exception {
    FTPClient ftp =
        spec.security.equals("plain") ? new FTPClient() : CommonsNetTls.client(spec.security);
    ftp.connect(spec.host, spec.port);
    if (!ftp.login("test", "s3cret")) {
      throw new IOException("login refused: " + ftp.getReplyString());
    }
    if (!spec.security.equals("plain")) {
      CommonsNetTls.protect(ftp, spec.dataProtected());
    }
    if (!spec.active()) {
      ftp.enterLocalPassiveMode();
    }
    return ftp;
  }

  private static void list(FTPClient ftp, String tag) throws IOException {
    say(tag, "list", ftp.listFiles("/list/" + tag + "-3").length + " files");
    String[] names = ftp.listNames("/nlst/" + tag + "-4");
    say(tag, "names", names.length + " names");
  }

  private static void store(FTPClient ftp, String tag) throws IOException {
    String path = "/put/" + tag + ".bin";
    say(tag, "stor", ftp.storeFile(path, new ByteArrayInputStream(Payload.of(20011))));
    say(tag, "appe", ftp.appendFile(path, new ByteArrayInputStream(Payload.of(307))));
  }

  private static void retrieve(FTPClient ftp, String tag) throws IOException {
    say(tag, "retr", get(ftp, "/get/" + tag + "-70001.bin"));
    ftp.setRestartOffset(1000);
    say(tag, "rest", get(ftp, "/get/" + tag + "-rest-9000.bin"));
    try (InputStream in = ftp.retrieveFileStream("/get/" + tag + "-stream-33333.bin")) {
      say(tag, "stream", Payload.describe(Payload.drain(in)));
    }
    say(tag, "pending", ftp.completePendingCommand());
  }

  private static String get(FTPClient ftp, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean done = ftp.retrieveFile(path, out);
    return done + " " + Payload.describe(out.toByteArray());
  }

  private static void say(String tag, String what, Object result) {
    System.out.println(tag + " " + what + " " + result);
  }
}
