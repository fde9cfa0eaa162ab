package io.ftplens.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
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
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads what lies under {@code inst/} in the agent's jar, where classes end in {@code .classdata}
 * so that no other loader can.
 *
 * <p>Its parent sees the JDK alone; resources are looked up here only.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String ROOT = "inst/";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;

  AgentClassLoader(File file, @Nullable ClassLoader parent) throws IOException {
    super(parent);
    this.jar = new JarFile(file, false);
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain =
        new ProtectionDomain(
            new CodeSource(file.toURI().toURL(), (Certificate[]) null), all, this, null);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ZipEntry entry = jar.getEntry(ROOT + name.replace('.', '/') + ".classdata");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] classFile;
    try (InputStream in = jar.getInputStream(entry)) {
      classFile = read(in, (int) entry.getSize());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
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
    if (jar.getEntry(entryName(name)) == null) {
      return null;
    }
    try {
      return new URL("ftplens", "", -1, "/" + name, new Handler());
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
    ZipEntry entry = jar.getEntry(entryName(name));
    if (entry == null) {
      throw new FileNotFoundException(name);
    }
    return jar.getInputStream(entry);
  }

  private static String entryName(String resource) {
    return ROOT + (resource.endsWith(".class") ? resource + "data" : resource);
  }

  private static byte[] read(InputStream in, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(size, 1024));
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
