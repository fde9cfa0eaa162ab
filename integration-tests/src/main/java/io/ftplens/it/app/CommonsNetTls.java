package io.ftplens.it.app;

import java.io.IOException;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;

/** Commons Net's FTPS; a class of its own, because Commons Net 1.4.1 has none. */
final class CommonsNetTls {
  private CommonsNetTls() {}

  static FTPClient client(String security) {
    FTPSClient ftps = new FTPSClient(security.equals("implicit"));
    ftps.setTrustManager(new TrustAll());
    return ftps;
  }

  static void protect(FTPClient ftp, boolean data) throws IOException {
    FTPSClient ftps = (FTPSClient) ftp;
    ftps.execPBSZ(0);
    ftps.execPROT(data ? "P" : "C");
  }
}
