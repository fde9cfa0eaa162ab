package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPHTTPClient;

/** Uses Commons Net's client that goes through an HTTP proxy. */
public final class HttpProxyApp {
  private HttpProxyApp() {}

  /** Takes the server's host and port, the proxy's port, and {@code active} if it is to be. */
  public static void main(String[] args) throws Exception {
    FTPHTTPClient ftp = new FTPHTTPClient("127.0.0.1", Integer.parseInt(args[2]));
    ftp.connect(args[0], Integer.parseInt(args[1]));
    ftp.login("test", "s3cret");
    if (args.length == 3) {
      ftp.enterLocalPassiveMode();
    }
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    System.out.println(ftp.storeFile("a.bin", new ByteArrayInputStream(Payload.of(20011))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.out.println(ftp.retrieveFile("b-70001.bin", out) + " " + out.size());
    System.out.println(ftp.listFiles().length);
    ftp.logout();
    ftp.disconnect();
  }
}
