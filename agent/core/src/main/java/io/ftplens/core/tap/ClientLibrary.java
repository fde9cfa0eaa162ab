package io.ftplens.core.tap;

/**
 * Names the FTP client from the stack on which its first command is written; asked once a session.
 */
final class ClientLibrary {
  private static final String[] PLATFORM = {"java.", "javax.", "jdk.", "sun.", "com.sun."};
  private static final String OURS = "io.ftplens.core.";

  private ClientLibrary() {}

  /**
   * {@code commons-net} (relocated copies too), {@code jdk}, or the class that wrote the command.
   */
  static String ofCaller() {
    return of(new Throwable().getStackTrace());
  }

  /** As above, for a stack with the innermost frame first. */
  static String of(StackTraceElement[] stack) {
    String writer = null;
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.contains("org.apache.commons.net.")) {
        return "commons-net";
      }
      if (writer == null && name.startsWith("sun.net.ftp.")) {
        return "jdk";
      }
      if (writer == null && !name.startsWith(OURS) && !ofPlatform(name)) {
        writer = name;
      }
    }
    return writer == null ? "unknown" : writer;
  }

  private static boolean ofPlatform(String className) {
    for (String prefix : PLATFORM) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
