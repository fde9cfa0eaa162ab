package io.ftplens.it.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** What the application does in every host: transfers in both modes, with Commons Net. */
public final class Transfers {
  private static final int SIZE = 70_001;

  private Transfers() {}

  /** Takes the server's port. */
  public static void main(String[] args) throws IOException {
    System.out.println(make(Integer.parseInt(args[0])));
  }

  /**
   * Makes them with the server on this port.
   *
   * @return what there is to say of it, on one line
   */
  public static String make(int port) throws IOException {
    return "transferred " + (session(port, "active") + session(port, "passive")) + " bytes";
  }

  private static int session(int port, String mode) throws IOException {
    FTPClient ftp = new FTPClient();
    ftp.connect("127.0.0.1", port);
    try {
      require(ftp.login("test", "s3cret"), ftp);
      if (mode.equals("passive")) {
        ftp.enterLocalPassiveMode();
      }
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      require(ftp.retrieveFile("/get/" + mode + "-" + SIZE + ".bin", file), ftp);
      byte[] bytes = file.toByteArray();
      require(ftp.storeFile("/put/" + mode + ".bin", new ByteArrayInputStream(bytes)), ftp);
      ftp.logout();
      return 2 * bytes.length;
    } finally {
      ftp.disconnect();
    }
  }

  private static void require(boolean done, FTPClient ftp) throws IOException {
    if (!done) {
      throw new IOException(ftp.getReplyString());
    }
  }
}
