package io.ftplens.core.log;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies of SLF4J in this JVM, found among the classes that are loaded and held weakly; used by
 * one thread at a time.
 */
final class Slf4jCopies implements ApplicationLoggers {
  private static final int CANDIDATE = Modifier.PUBLIC | Modifier.FINAL | Modifier.INTERFACE;

  private final Instrumentation instrumentation;
  private List<WeakReference<Class<?>>> factories = new ArrayList<>();
  private WeakReference<@Nullable ClassLoader> asked = new WeakReference<>(null);
  private WeakReference<@Nullable Class<?>> answer = new WeakReference<>(null);

  Slf4jCopies(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public void look() {
    List<WeakReference<Class<?>>> found = new ArrayList<>();
    List<Class<?>> signs = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      // the name is made when it is first asked for, so the modifiers are looked at before
      int modifiers = type.getModifiers();
      if ((modifiers & CANDIDATE) == (Modifier.PUBLIC | Modifier.FINAL)) {
        if (type.getName().equals(Slf4jCopy.FACTORY)) {
          found.add(new WeakReference<>(type));
        }
      } else if ((modifiers & (Modifier.PUBLIC | Modifier.INTERFACE)) == Modifier.PUBLIC
          && type.getName().equals(Slf4jCopy.SIGN_OF_INITIALISATION)) {
        signs.add(type);
      }
    }
    for (WeakReference<Class<?>> reference : found) {
      Class<?> factory = reference.get();
      for (Class<?> sign : signs) {
        if (factory != null && sign.getClassLoader() == factory.getClassLoader()) {
          Slf4jCopy.of(factory).initialising();
        }
      }
    }
    factories = found;
    asked = new WeakReference<>(null);
  }

  @Override
  public @Nullable Writer writer(LogEvent event) throws Throwable {
    Slf4jCopy copy = nearest(event.origin());
    if (copy == null || copy.whyNot() != null) {
      return null;
    }
    ClassLoader context = event.origin().context();
    return copy.writer(event.logger(), context == null ? event.origin().caller() : context);
  }

  @Override
  public WhyNot whyNot(LogEvent event) {
    Slf4jCopy copy = nearest(event.origin());
    WhyNot why = copy == null ? WhyNot.ABSENT : copy.whyNot();
    return why == null ? WhyNot.NOT_INITIALISED : why;
  }

  /** The copy of the web application, then that of the system class loader. */
  private @Nullable Slf4jCopy nearest(Origin origin) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    Slf4jCopy found = below(origin.context(), system);
    if (found == null) {
      found = below(origin.caller(), system);
    }
    for (ClassLoader loader = system; found == null && loader != null; ) {
      found = definedBy(loader);
      loader = loader.getParent();
    }
    return found;
  }

  /** The copy that a loader sees, unless it is one of the system class loader. */
  private @Nullable Slf4jCopy below(@Nullable ClassLoader from, ClassLoader system) {
    for (ClassLoader loader = from; loader != null && loader != system; ) {
      Slf4jCopy found = definedBy(loader);
      if (found != null) {
        return found;
      }
      loader = loader.getParent();
    }
    return from == null || from == system ? null : initiatedBy(from);
  }

  private @Nullable Slf4jCopy definedBy(@Nullable ClassLoader loader) {
    for (WeakReference<Class<?>> reference : factories) {
      Class<?> factory = reference.get();
      if (factory != null && factory.getClassLoader() == loader) {
        return Slf4jCopy.of(factory);
      }
    }
    return null;
  }

  /** Loaders of modules have no parent to go up to; but the JVM knows whom they have asked. */
  private @Nullable Slf4jCopy initiatedBy(ClassLoader loader) {
    if (asked.get() != loader) {
      asked = new WeakReference<>(loader);
      answer = new WeakReference<>(null);
      for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
        if (type.getName().equals(Slf4jCopy.FACTORY)) {
          answer = new WeakReference<>(type);
        }
      }
    }
    Class<?> factory = answer.get();
    return factory == null ? null : Slf4jCopy.of(factory);
  }
}
