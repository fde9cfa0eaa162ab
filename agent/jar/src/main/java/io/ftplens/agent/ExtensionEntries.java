package io.ftplens.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's own jar where the official OpenTelemetry agent has opened it as an extension:
 * that agent does not tell where the file lies, but its loader has every entry.
 */
final class ExtensionEntries extends HiddenEntries {
  private final URLClassLoader loader;

  ExtensionEntries(URL location, URLClassLoader loader) {
    super(location);
    this.loader = loader;
  }

  @Override
  boolean contains(String entry) {
    return loader.findResource(entry) != null;
  }

  @Override
  @Nullable InputStream open(String entry) throws IOException {
    // not getResourceAsStream, which asks the parents first
    URL found = loader.findResource(entry);
    return found == null ? null : found.openStream();
  }

  /** The version in the manifest; null if there is none. */
  @Nullable String version() throws IOException {
    try (InputStream in = open(JarFile.MANIFEST_NAME)) {
      return in == null
          ? null
          : new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }
}
