package io.ftplens.it.app;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs other programs of this package one after the other, and tells what they leave behind. */
public final class EveryClientApp {
  private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private EveryClientApp() {}

  /** Takes the name of a program and its arguments, once or more, with {@code --} between. */
  public static void main(String[] args) throws Exception {
    int from = 0;
    for (int i = 0; i <= args.length; i++) {
      if (i == args.length || args[i].equals("--")) {
        run(args[from], Arrays.copyOfRange(args, from + 1, i));
        from = i + 1;
      }
    }
    tellWhatIsLeft();
    System.out.println("done");
  }

  private static void run(String program, String[] args) throws Exception {
    System.out.println("== " + program);
    try {
      Class.forName("io.ftplens.it.app." + program)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      Throwable failed = e.getCause();
      System.out.println(failed + " caused by " + failed.getCause());
    }
  }

  /** Threads but those of the agent, whose group bears its name; sockets that are still open. */
  private static void tellWhatIsLeft() {
    Set<String> threads = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ThreadGroup group = thread.getThreadGroup();
      if (group != null && group.getName().equals("main")) {
        // How many a pool of the JDK has left is a matter of luck.
        String name = thread.getName().replaceAll("\\d+", "N");
        threads.add(name + (thread.isInterrupted() ? " interrupted" : ""));
      }
    }
    System.out.println("threads " + threads);
    System.out.println("sockets " + socketsOnceSettled());
  }

  /**
   * A socket that was closed under its reader stays open until that one has noticed, and a dropped
   * one until a collection: a number counts that was the same for half a second.
   */
  private static int socketsOnceSettled() {
    int sockets = sockets();
    long settled = System.nanoTime() + SETTLED_NANOS;
    while (System.nanoTime() < settled) {
      System.gc();
      LockSupport.parkNanos(SETTLED_NANOS / 10);
      int now = sockets();
      if (now != sockets) {
        sockets = now;
        settled = System.nanoTime() + SETTLED_NANOS;
      }
    }
    return sockets;
  }

  private static int sockets() {
    File[] open = new File("/proc/self/fd").listFiles();
    int sockets = 0;
    for (File file : open == null ? new File[0] : open) {
      sockets += isSocket(file.toPath()) ? 1 : 0;
    }
    return sockets;
  }

  private static boolean isSocket(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
