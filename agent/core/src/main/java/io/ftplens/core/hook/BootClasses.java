package io.ftplens.core.hook;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;

/**
 * Our classes in the boot loader, defined without touching the boot class path: an appended one
 * costs a JVM its AppCDS archive and has kept other agents from starting.
 */
public final class BootClasses implements ClassFiles {
  private static final String HOOKS = "java.lang.FtplensHooks";
  private static final String SOCKETS = "java.net.FtplensSockets";

  private final JavaBase base;
  private final Instrumentation instrumentation;
  private final ClassLoader ours;

  private final Object lock = new Object();
  private boolean prepared;
  private volatile boolean sockets;

  /** Makes none yet; the loader has their class files. */
  public BootClasses(JavaBase base, Instrumentation instrumentation, ClassLoader ours) {
    this.base = base;
    this.instrumentation = instrumentation;
    this.ours = ours;
  }

  /** Defines the hook class unless this JVM has it already. */
  public void defineHooks() throws IOException, ReflectiveOperationException {
    define(HOOKS);
  }

  /** Defines {@link java.net.FtplensSockets} unless this JVM has it already. */
  public void defineSockets() throws IOException, ReflectiveOperationException {
    if (!sockets) {
      define(SOCKETS);
      sockets = true;
    }
  }

  /** Opens {@code java.net} to our reflection. */
  public void openSockets() {
    base.open(instrumentation, "java.net");
  }

  /**
   * Makes a string among HotSpot's performance data.
   *
   * @throws IllegalArgumentException if there is one of this name
   * @throws IOException if this JVM has no such data
   */
  public ByteBuffer performanceString(String name, String value, int longest)
      throws IOException, ReflectiveOperationException {
    String counters = base.countersClass();
    if (counters != null) {
      define(counters);
    }
    return base.performanceString(name, value, longest);
  }

  private void define(String name) throws IOException, ReflectiveOperationException {
    synchronized (lock) {
      byte[] classFile = read(name);
      if (defined(name)) {
        // Of a start before a detach, or of another copy of the jar.
        if (!HookClassVersion.same(Class.forName(name, false, null), classFile)) {
          throw new IOException(
              "this JVM has had another version of ftplens, and its class "
                  + name
                  + " stays; use the jar of that version, or start the application anew");
        }
        return;
      }
      if (!prepared) {
        base.prepare(instrumentation, this);
        prepared = true;
      }
      try {
        base.define(instrumentation, name, classFile);
      } catch (LinkageError e) {
        // Another copy of ours may have been faster: then the class is there.
        if (!defined(name)) {
          throw e;
        }
      }
    }
  }

  private static boolean defined(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public byte[] read(String className) throws IOException {
    String resource = className.replace('.', '/') + ".class";
    try (InputStream in = ours.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not in the agent's jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
      byte[] buffer = new byte[8 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    }
  }
}
