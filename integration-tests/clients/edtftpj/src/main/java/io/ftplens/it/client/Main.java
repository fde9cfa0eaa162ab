package io.ftplens.it.client;

import com.enterprisedt.net.ftp.FTPClient;
import com.enterprisedt.net.ftp.FTPConnectMode;
import com.enterprisedt.net.ftp.FTPTransferType;

/** Uses edtFTPj, which shares no code with Commons Net. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each session. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      FTPClient ftp = new FTPClient();
      ftp.setRemoteHost(args[0]);
      ftp.setRemotePort(Integer.parseInt(args[1]));
      ftp.connect();
      ftp.login(System.getProperty("ftp.user", "test"), "s3cret");
      ftp.setType(FTPTransferType.BINARY);
      ftp.setConnectMode(args[i].equals("active") ? FTPConnectMode.ACTIVE : FTPConnectMode.PASV);
      String file = "edt-" + args[i] + ".bin";
      ftp.put(new byte[20_011], file);
      ftp.put(new byte[307], file, true);
      System.out.println(ftp.get(file).length);
      System.out.println(ftp.dir(".", true).length);
      ftp.quit();
    }
  }
}
