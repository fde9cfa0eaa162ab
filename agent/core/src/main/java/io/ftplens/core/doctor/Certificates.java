package io.ftplens.core.doctor;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The TLS of the doctor: one context, so that data connections can resume the session. */
final class Certificates {
  private final SSLContext context;
  private final boolean insecure;
  private final String host;
  private final int port;

  Certificates(Consultation asked) throws DoctorFailure {
    insecure = asked.insecure;
    host = asked.host;
    port = asked.port;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, insecure ? new TrustManager[] {new Anybody()} : null, null);
    } catch (GeneralSecurityException e) {
      throw new DoctorFailure(DoctorFailure.UNREACHABLE, "this Java has no TLS: " + e);
    }
  }

  /**
   * Layers TLS over a connection. Data connections name the control connection's host and port too:
   * it is the key under which JSSE finds a session to resume, which many servers insist on.
   */
  SSLSocket layer(Socket socket) throws IOException {
    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
    if (!insecure) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
    }
    tls.startHandshake();
    return tls;
  }

  /** The user said so. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
