package io.ftplens.it.server;

import io.ftplens.it.jvm.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate, made by the JDK's own keytool when a test first needs one. */
public final class Tls {
  /** Opens the key store and the key in it. */
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "server";
  private static final Path KEY_STORE = create();

  private Tls() {}

  /** The key store's file. */
  public static Path keyStore() {
    return KEY_STORE;
  }

  /** A context for the server's side; a client with the same certificate is trusted. */
  public static SSLContext serverContext() {
    try {
      KeyStore store = load();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("client", store.getCertificate(ALIAS));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The certificate as a PEM file. */
  public static Path certificate() {
    try {
      return pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Its private key as a PEM file. */
  public static Path privateKey() {
    try {
      return pem("PRIVATE KEY", load().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Path pem(String type, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        KEY_STORE.resolveSibling(type.replace(' ', '-') + ".pem"),
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  private static KeyStore load() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(KEY_STORE)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path create() {
    try {
      Path directory = Files.createDirectories(Artifacts.target().resolve("tls"));
      Path file = Files.createTempDirectory(directory, "keys").resolve("server.p12");
      Process keytool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-alias",
                      ALIAS,
                      "-keyalg",
                      "RSA",
                      "-keysize",
                      "2048",
                      "-dname",
                      "CN=localhost",
                      "-ext",
                      "SAN=dns:localhost,ip:127.0.0.1,ip:::1",
                      "-validity",
                      "30",
                      "-storetype",
                      "PKCS12",
                      "-keystore",
                      file.toString(),
                      "-storepass",
                      PASSWORD))
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool: " + output);
      }
      return file;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
