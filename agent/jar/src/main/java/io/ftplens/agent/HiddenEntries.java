package io.ftplens.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Reads the entries of the agent's own jar. */
abstract class HiddenEntries {
  private final URL location;

  HiddenEntries(URL location) {
    this.location = location;
  }

  /** Finds the jar that this class came from. */
  static HiddenEntries ofThisJar() throws IOException, URISyntaxException {
    CodeSource source = HiddenEntries.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IOException("the agent's own jar cannot be located");
    }
    URL location = source.getLocation();
    if (location.getProtocol().equals("file")) {
      return of(new File(location.toURI()));
    }
    ClassLoader loader = HiddenEntries.class.getClassLoader();
    if (loader instanceof URLClassLoader) {
      return new ExtensionEntries(location, (URLClassLoader) loader);
    }
    throw new IOException("the agent's own jar cannot be read from " + location);
  }

  /** The entries of a jar file. */
  static HiddenEntries of(File jar) throws IOException {
    return new OfFile(jar.toURI().toURL(), new JarFile(jar, false));
  }

  /** Where the jar is, as the JVM is told. */
  URL location() {
    return location;
  }

  abstract boolean contains(String entry);

  /** The bytes of an entry, not compressed; -1 if there is none of this name. */
  abstract long size(String entry) throws IOException;

  /** Opens an entry; null if there is none of this name. */
  abstract @Nullable InputStream open(String entry) throws IOException;

  private static final class OfFile extends HiddenEntries {
    private final JarFile jar;

    OfFile(URL location, JarFile jar) {
      super(location);
      this.jar = jar;
    }

    @Override
    boolean contains(String entry) {
      return jar.getEntry(entry) != null;
    }

    @Override
    long size(String entry) {
      ZipEntry found = jar.getEntry(entry);
      return found == null ? -1 : found.getSize();
    }

    @Override
    @Nullable InputStream open(String entry) throws IOException {
      ZipEntry found = jar.getEntry(entry);
      return found == null ? null : jar.getInputStream(found);
    }
  }
}
