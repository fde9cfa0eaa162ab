package io.ftplens.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<String, SoftReference<byte[]>> archives = new HashMap<>();

  ExtensionEntries(URL location, URLClassLoader loader) {
    super(location);
    this.loader = loader;
  }

  @Override
  boolean contains(String entry) {
    return loader.findResource(entry) != null;
  }

  @Override
  long size(String entry) throws IOException {
    byte[] archive = archive(entry);
    return archive == null ? -1 : archive.length;
  }

  @Override
  @Nullable InputStream open(String entry) throws IOException {
    if (entry.endsWith(AgentClassLoader.ARCHIVE)) {
      byte[] archive = archive(entry);
      return archive == null ? null : new ByteArrayInputStream(archive);
    }
    return stream(entry);
  }

  /**
   * The whole of an archive: that loader's streams inflate all that is skipped, which is too slow
   * for hundreds of classes out of the middle.
   */
  private synchronized byte @Nullable [] archive(String entry) throws IOException {
    SoftReference<byte[]> known = archives.get(entry);
    byte[] archive = known == null ? null : known.get();
    if (archive != null) {
      return archive;
    }
    try (InputStream in = stream(entry)) {
      if (in == null) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      archive = bytes.toByteArray();
      archives.put(entry, new SoftReference<>(archive));
      return archive;
    }
  }

  private @Nullable InputStream stream(String entry) throws IOException {
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
