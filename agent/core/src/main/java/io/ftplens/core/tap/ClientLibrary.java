package io.ftplens.core.tap;

import org.jspecify.annotations.Nullable;

/**
 * The FTP client that writes a session's first command, told by the stack; asked once a session.
 */
final class ClientLibrary {
  static final String COMMONS_NET = "commons-net";
  static final String JDK = "jdk";

  private static final String COMMONS_NET_PACKAGE = "org.apache.commons.net.";
  private static final String JDK_PACKAGE = "sun.net.ftp.";
  private static final String OURS = "io.ftplens.core.";
  private static final String[] PLATFORM = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

  /** What carries bytes for others: the client is whoever gave them. */
  private static final String[] CARRIERS = {
    "io.netty.", "org.apache.mina.", "org.bouncycastle.", "org.conscrypt."
  };

  private final String name;
  private final @Nullable Class<?> type;

  private ClientLibrary(String name, @Nullable Class<?> type) {
    this.name = name;
    this.type = type;
  }

  /** The client on this thread's stack. */
  static ClientLibrary ofCaller() {
    Class<?>[] classes = CallerClasses.innermostFirst();
    return classes == null ? ofNames(new Throwable().getStackTrace()) : of(classes);
  }

  /** As above, of the classes on a stack with the innermost frame first. */
  static ClientLibrary of(Class<?>... stack) {
    Class<?> carrier = null;
    for (Class<?> frame : stack) {
      String name = frame.getName();
      if (name.startsWith(JDK_PACKAGE)) {
        return new ClientLibrary(JDK, null);
      }
      Class<?> commonsNet = commonsNet(frame);
      if (commonsNet != null) {
        return new ClientLibrary(COMMONS_NET, commonsNet);
      }
      if (startsWithOneOf(name, CARRIERS)) {
        carrier = carrier == null ? frame : carrier;
      } else if (!name.startsWith(OURS) && !startsWithOneOf(name, PLATFORM)) {
        return new ClientLibrary(name, frame);
      }
    }
    return carrier == null
        ? new ClientLibrary("unknown", null)
        : new ClientLibrary(carrier.getName(), carrier);
  }

  /** The class of Commons Net that this one is or extends; relocated copies too. */
  private static @Nullable Class<?> commonsNet(Class<?> frame) {
    for (Class<?> type = frame; type != null; type = type.getSuperclass()) {
      if (type.getName().contains(COMMONS_NET_PACKAGE)) {
        return type;
      }
    }
    return null;
  }

  /** Where classes cannot be had: their names tell all but subclasses and versions. */
  private static ClientLibrary ofNames(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.startsWith(JDK_PACKAGE)) {
        return new ClientLibrary(JDK, null);
      }
      if (name.contains(COMMONS_NET_PACKAGE)) {
        return new ClientLibrary(COMMONS_NET, null);
      }
      if (!name.startsWith(OURS)
          && !startsWithOneOf(name, PLATFORM)
          && !startsWithOneOf(name, CARRIERS)) {
        return new ClientLibrary(name, null);
      }
    }
    return new ClientLibrary("unknown", null);
  }

  private static boolean startsWithOneOf(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code commons-net} (relocated copies and subclasses too), {@code jdk}, or the class that wrote
   * the command.
   */
  String name() {
    return name;
  }

  /** The version of it, as far as its jar tells; null if not. */
  @Nullable String version() {
    if (name.equals(JDK)) {
      return System.getProperty("java.version");
    }
    return type == null ? null : LibraryVersion.of(type, name.equals(COMMONS_NET));
  }
}
