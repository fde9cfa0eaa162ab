package io.ftplens.it.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.xbib.io.ftp.client.FTP;
import org.xbib.io.ftp.client.FTPClient;

/** Uses xbib's fork of Commons Net FTP, which has that code under names of its own. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each session. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      FTPClient ftp = new FTPClient();
      ftp.connect(args[0], Integer.parseInt(args[1]));
      check(ftp.login(System.getProperty("ftp.user", "test"), "s3cret"), ftp);
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      if (args[i].equals("passive")) {
        ftp.enterLocalPassiveMode();
      }
      String file = "xbib-" + args[i] + ".bin";
      check(ftp.storeFile(file, new ByteArrayInputStream(new byte[20_011])), ftp);
      check(ftp.appendFile(file, new ByteArrayInputStream(new byte[307])), ftp);
      ByteArrayOutputStream fetched = new ByteArrayOutputStream();
      check(ftp.retrieveFile(file, fetched), ftp);
      System.out.println(fetched.size());
      System.out.println(ftp.listNames().length);
      ftp.logout();
      ftp.disconnect();
    }
  }

  private static void check(boolean done, FTPClient ftp) throws IOException {
    if (!done) {
      throw new IOException(ftp.getReplyString().trim());
    }
  }
}
