package io.ftplens.agent;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads what lies under {@code inst/} in the agent's jar, where classes end in {@code .classdata}
 * so that no other loader can.
 *
 * <p>Its parent sees the JDK alone; resources are looked up here only.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String ROOT = "inst/";

  /** How the names of the archives end. */
  static final String ARCHIVE = ".archive";

  static {
    registerAsParallelCapable();
  }

  private final HiddenEntries entries;

  /** Where to look for what premain does not need, in this order. */
  private final NestedArchive[] archives;

  /** Whether the first archive has been asked: then premain is over, and it holds what is next. */
  private volatile boolean asked;

  private final ProtectionDomain domain;

  AgentClassLoader(HiddenEntries entries, @Nullable ClassLoader parent) {
    super(parent);
    this.entries = entries;
    this.archives =
        new NestedArchive[] {
          new NestedArchive(entries, ROOT + "agent" + ARCHIVE),
          new NestedArchive(entries, ROOT + "libraries" + ARCHIVE)
        };
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain =
        new ProtectionDomain(
            new CodeSource(entries.location(), (Certificate[]) null), all, this, null);
  }

  /**
   * Our own classes are not asked of the parent: the JDK has none, and to say so costs it an
   * exception for each.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("io.ftplens.") && !name.startsWith("net.bytebuddy.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile;
    try {
      classFile = read(name.replace('.', '/') + ".classdata");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    definePackageOf(name);
    return defineClass(name, classFile, 0, classFile.length, domain);
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && getPackage(className.substring(0, dot)) == null) {
      try {
        definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was faster: the package is there, which is all that is wanted.
      }
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return findResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      return contains(entryName(name))
          ? new URL("ftplens", "", -1, "/" + name, new Handler())
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(
        found == null ? Collections.<URL>emptyList() : Collections.singletonList(found));
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      return open(name);
    } catch (IOException e) {
      return null;
    }
  }

  private InputStream open(String name) throws IOException {
    InputStream in = find(entryName(name));
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  private @Nullable InputStream find(String entry) throws IOException {
    InputStream in = entries.open(ROOT + entry);
    for (int i = 0; in == null && i < archives.length; i++) {
      in = archives[i].open(entry);
    }
    return in;
  }

  /**
   * As {@link #find}; class by class the jar's own table costs more than the archive's. What says
   * that an archive is damaged lies in the jar.
   */
  private byte @Nullable [] read(String entry) throws IOException {
    boolean archiveFirst = asked;
    IOException damaged = null;
    byte[] bytes = null;
    if (archiveFirst) {
      try {
        bytes = archives[0].read(entry);
      } catch (IOException e) {
        damaged = e;
      }
    }
    if (bytes == null) {
      bytes = readFromJar(ROOT + entry);
    }
    if (bytes == null && damaged != null) {
      throw damaged;
    }
    for (int i = archiveFirst ? 1 : 0; bytes == null && i < archives.length; i++) {
      asked = true;
      bytes = archives[i].read(entry);
    }
    return bytes;
  }

  private byte @Nullable [] readFromJar(String entry) throws IOException {
    try (InputStream in = entries.open(entry)) {
      return in == null ? null : read(in);
    }
  }

  private boolean contains(String entry) throws IOException {
    boolean found = entries.contains(ROOT + entry);
    for (int i = 0; !found && i < archives.length; i++) {
      found = archives[i].contains(entry);
    }
    return found;
  }

  private static String entryName(String resource) {
    return resource.endsWith(".class") ? resource + "data" : resource;
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  /** Opens resources from the jar that is open already: it may have been replaced on disk. */
  private final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // There is nothing to connect to.
        }

        @Override
        public InputStream getInputStream() throws IOException {
          return open(getURL().getPath().substring(1));
        }
      };
    }
  }
}
