package io.ftplens.core.hook;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hooks FTP client libraries. Installed when the first FTP session is recognised: a JVM without FTP
 * pays nothing, and a transformer that is registered from the start would cost JDK 25 its AppCDS
 * archive.
 */
public final class LibraryHooks implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final Consumer<Throwable> errors;
  private final AtomicBoolean installed = new AtomicBoolean();
  private volatile @Nullable String nativeTransport;

  /** Makes hooks that are not yet installed. */
  public LibraryHooks(Instrumentation instrumentation, Consumer<Throwable> errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** Hooks what is loaded, and whatever is loaded from now on; a second call does nothing. */
  public void install() {
    if (!installed.compareAndSet(false, true)) {
      return;
    }
    instrumentation.addTransformer(this, true);
    retransform();
  }

  /** Gives loaded classes back as they were, and leaves those loaded later alone. */
  public void uninstall() {
    instrumentation.removeTransformer(this);
    if (installed.get()) {
      retransform();
    }
  }

  /**
   * A class of Netty's that sends and receives by native code of its own, past every method of the
   * JDK; null as long as none is loaded.
   */
  public @Nullable String nativeTransport() {
    return nativeTransport;
  }

  private void retransform() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String className = type.getName().replace('.', '/');
      look(className);
      if (LibraryTable.hooks(className)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
          errors.accept(e);
        }
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (className != null) {
      look(className);
    }
    if (className == null || !LibraryTable.hooks(className)) {
      return null;
    }
    try {
      return new HookWeaver(LibraryTable.rowsOf(className)).weave(classFile);
    } catch (RuntimeException | LinkageError e) {
      errors.accept(e);
      return null;
    }
  }

  /** Remembers it only: whoever loads a class may hold any lock, and must not be made to log. */
  private void look(String className) {
    if (LibraryTable.nativeTransport(className)) {
      nativeTransport = className.replace('/', '.');
    }
  }
}
