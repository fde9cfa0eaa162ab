package io.ftplens.core.hook;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/**
 * Defines {@code java.lang.FtplensHooks} in the boot loader without touching the boot class path.
 *
 * <p>An appended boot path costs a JVM its AppCDS archive and has kept other agents from starting,
 * so the class goes in by {@code Lookup.defineClass} on 9 and later and by {@code
 * Unsafe.defineClass} on 8.
 */
public final class HookClassDefiner {
  private static final String NAME = "java.lang.FtplensHooks";

  private HookClassDefiner() {}

  /** Defines the hook class unless this JVM has it already; opens what we need on 9+. */
  public static void define(JavaBase base, Instrumentation instrumentation, ClassLoader ours)
      throws IOException, ReflectiveOperationException {
    base.open(instrumentation);
    byte[] classFile = read(ours);
    if (defined()) {
      // Of a start before a detach, or of another copy of the jar.
      if (!HookClassVersion.same(Class.forName(NAME, false, null), classFile)) {
        throw new IOException(
            "this JVM has had another version of ftplens, and one class of it stays in java.lang;"
                + " use the jar of that version, or start the application anew");
      }
      return;
    }
    try {
      base.define(NAME, classFile);
    } catch (LinkageError e) {
      // Another thread or copy of ours may have been faster: then the class is there.
      if (!defined()) {
        throw e;
      }
    }
  }

  /** Whether this JVM has the hook class: ftplens, in whichever copy, was started before. */
  public static boolean defined() {
    try {
      Class.forName(NAME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] read(ClassLoader ours) throws IOException {
    String resource = NAME.replace('.', '/') + ".class";
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
