package io.ftplens.it.app.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.commons.net.util.TrustManagerUtils;

/** Makes the two ends of a TLS connection. */
final class TlsPair {
  private TlsPair() {}

  /** Handshakes with the key in a file. */
  static SocketPair connect(String keyStore, String password) throws Exception {
    SSLContext context = context(keyStore, password);
    Socket[] ends = SocketPair.connect();
    SSLSocket client = layer(context, ends[0]);
    SSLSocket server = layer(context, ends[1]);
    server.setUseClientMode(false);
    FutureTask<Void> handshake =
        new FutureTask<>(
            () -> {
              server.startHandshake();
              return null;
            });
    Thread thread = new Thread(handshake, "handshake");
    thread.start();
    client.startHandshake();
    handshake.get();
    thread.join();
    return new SocketPair(client, server);
  }

  private static SSLSocket layer(SSLContext context, Socket socket) throws IOException {
    return (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
  }

  private static SSLContext context(String keyStore, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(keyStore)) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust = {TrustManagerUtils.getAcceptAllTrustManager()};
    context.init(keys.getKeyManagers(), trust, null);
    return context;
  }
}
