package io.ftplens.otel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private key and its self-signed certificate, made by the JDK's own keytool.
 *
 * @param store the key store
 * @param key the key alone, as PEM
 * @param certificate the certificate alone, as PEM
 */
record KeyPair(Path store, Path key, Path certificate) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes one in this directory, with a key of this algorithm. */
  static KeyPair create(Path directory, String name, String algorithm) throws Exception {
    Path file = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool: " + output);
    }
    KeyStore store = load(file);
    return new KeyPair(
        file,
        pem(directory.resolve(name + ".key"), "PRIVATE KEY", store.getKey(name, PASSWORD)),
        pem(directory.resolve(name + ".crt"), "CERTIFICATE", store.getCertificate(name)));
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static Path pem(Path file, String type, Object content) throws Exception {
    byte[] bytes =
        content instanceof java.security.cert.Certificate certificate
            ? certificate.getEncoded()
            : ((java.security.Key) content).getEncoded();
    return writePem(file, type, bytes);
  }

  private static Path writePem(Path file, String type, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  /** The server's side of TLS with this key, for clients with that certificate. */
  SSLContext serverContext(KeyPair client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(store), PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry(
        "client", load(client.store).getCertificate(load(client.store).aliases().nextElement()));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
