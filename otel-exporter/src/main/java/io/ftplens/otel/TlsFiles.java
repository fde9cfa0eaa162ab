package io.ftplens.otel;

import io.opentelemetry.exporter.internal.TlsUtil;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files that OTLP over TLS is to use before the SDK does, which names neither the
 * setting nor the remedy.
 *
 * <p>With one of them unusable nothing is sent: other trust than was asked for is no substitute.
 */
final class TlsFiles {
  private final ConfigProperties config;
  private final String signal;

  private TlsFiles(ConfigProperties config, String signal) {
    this.config = config;
    this.signal = signal;
  }

  /** What is wrong with the files for a signal, and what to do about it; null if nothing is. */
  static @Nullable String fault(ConfigProperties config, String signal) {
    try {
      new TlsFiles(config, signal).check();
      return null;
    } catch (Unusable e) {
      return e.getMessage();
    }
  }

  private void check() throws Unusable {
    Setting trusted = setting("certificate");
    if (trusted != null) {
      checkTrusted(trusted);
    }
    Setting key = setting("client.key");
    Setting chain = setting("client.certificate");
    if (key != null && chain != null) {
      checkClient(key, chain);
    } else if (key != null) {
      throw alone(key);
    } else if (chain != null) {
      throw alone(chain);
    }
  }

  private static Unusable alone(Setting setting) {
    return new Unusable(
        setting, "is set alone", "set both the client's key and its certificate, or neither");
  }

  private static void checkTrusted(Setting trusted) throws Unusable {
    String remedy =
        "name a PEM file with the certificate of the collector's CA, or remove the setting to trust"
            + " what the JVM trusts";
    byte[] content = read(trusted, remedy);
    try {
      if (TlsUtil.trustManager(content).getAcceptedIssuers().length > 0) {
        return;
      }
    } catch (SSLException e) {
      // said below
    }
    throw new Unusable(trusted, "holds no X.509 certificate", remedy);
  }

  private static void checkClient(Setting key, Setting chain) throws Unusable {
    String remedy =
        "name PEM files with the client's private key (PKCS #8, not encrypted) and its certificate";
    byte[] keyContent = read(key, remedy);
    byte[] chainContent = read(chain, remedy);
    try {
      if (TlsUtil.trustManager(chainContent).getAcceptedIssuers().length == 0) {
        throw new Unusable(chain, "holds no X.509 certificate", remedy);
      }
    } catch (SSLException e) {
      throw new Unusable(chain, "holds no X.509 certificate", remedy);
    }
    try {
      TlsUtil.keyManager(keyContent, chainContent);
    } catch (SSLException | RuntimeException e) {
      throw new Unusable(key, "holds no RSA or EC private key", remedy);
    }
  }

  private static byte[] read(Setting setting, String remedy) throws Unusable {
    Path path;
    try {
      path = Paths.get(setting.value);
    } catch (InvalidPathException e) {
      throw new Unusable(setting, "is not the name of a file", remedy);
    }
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new Unusable(setting, "does not exist", remedy);
    } catch (IOException e) {
      throw new Unusable(setting, "cannot be read (" + e + ")", remedy);
    }
  }

  private @Nullable Setting setting(String name) {
    for (String property :
        new String[] {"otel.exporter.otlp." + signal + "." + name, "otel.exporter.otlp." + name}) {
      String value = config.getString(property);
      if (value != null) {
        return new Setting(property, value);
      }
    }
    return null;
  }

  private static final class Setting {
    final String property;
    final String value;

    Setting(String property, String value) {
      this.property = property;
      this.value = value;
    }
  }

  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(Setting setting, String why, String remedy) {
      super(
          SdkSettings.variable(setting.property)
              + ": '"
              + setting.value
              + "' "
              + why
              + "; nothing is sent to the collector: "
              + remedy);
    }
  }
}
