package io.ftplens.it.app;

import com.enterprisedt.net.ftp.FTPClient;
import com.enterprisedt.net.ftp.FTPConnectMode;
import com.enterprisedt.net.ftp.FTPTransferType;
import java.util.Arrays;

/** A session with edtFTPj, which announces and accepts in code of its own. */
public final class EdtApp {
  private EdtApp() {}

  /** Takes one session each. */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Spec spec = Spec.parse(arg);
      FTPClient ftp = new FTPClient();
      ftp.setRemoteHost(spec.host);
      ftp.setRemotePort(spec.port);
      ftp.setTimeout(20_000);
      ftp.connect();
      ftp.login("test", "s3cret");
      ftp.setConnectMode(spec.active() ? FTPConnectMode.ACTIVE : FTPConnectMode.PASV);
      ftp.setType(FTPTransferType.BINARY);
      String tag = spec.tag;
      System.out.println(tag + " dir " + ftp.dir("/list/" + tag + "-3").length);
      byte[] data = Payload.of(20_011);
      ftp.put(data, "/put/" + tag + ".bin");
      System.out.println(tag + " same " + Arrays.equals(data, ftp.get("/put/" + tag + ".bin")));
      System.out.println(tag + " retr " + Payload.describe(ftp.get("/get/" + tag + "-70001.bin")));
      ftp.quit();
    }
  }
}
