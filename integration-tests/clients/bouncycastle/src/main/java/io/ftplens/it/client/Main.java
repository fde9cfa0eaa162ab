package io.ftplens.it.client;

import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.commons.net.ftp.FTPSClient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;

/** Uses Commons Net's FTPSClient over the TLS of Bouncy Castle or Conscrypt. */
public final class Main {
  private Main() {}

  /**
   * Takes host, port, then {@code active} or {@code passive} for each session; the property {@code
   * tls.provider} may be {@code conscrypt}, and {@code tls.implicit} true.
   */
  public static void main(String[] args) throws Exception {
    Provider provider =
        System.getProperty("tls.provider", "").equals("conscrypt")
            ? Conscrypt.newProvider()
            : new BouncyCastleJsseProvider(false, new BouncyCastleProvider());
    SSLContext context = SSLContext.getInstance("TLS", provider);
    TrustManager all =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String authType) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String authType) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    context.init(null, new TrustManager[] {all}, null);
    for (int i = 2; i < args.length; i++) {
      FTPSClient ftp = new FTPSClient(Boolean.getBoolean("tls.implicit"), context);
      ftp.connect(args[0], Integer.parseInt(args[1]));
      ftp.login(System.getProperty("ftp.user", "test"), "s3cret");
      ftp.execPBSZ(0);
      ftp.execPROT("P");
      if (args[i].equals("passive")) {
        ftp.enterLocalPassiveMode();
      }
      System.out.println(ftp.storeFile("bc.bin", new ByteArrayInputStream(new byte[20_011])));
      ftp.logout();
      ftp.disconnect();
    }
  }
}
