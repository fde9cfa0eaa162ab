package io.ftplens.it.app.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the JVM knows of its own costs, and the lines that tell the driver. */
final class Figures {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double SCALE = Double.parseDouble(System.getProperty("bench.scale", "1"));

  private static final long MOST_WAITED_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Figures() {}

  /** How often to do what is done so often at full length. */
  static int scaled(int times) {
    return Math.max(1, (int) Math.round(times * SCALE));
  }

  /** CPU time of this thread, in nanoseconds. */
  static long threadCpu() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** CPU time of all threads, the compiler's and the collector's too, in nanoseconds. */
  static long processCpu() {
    return SYSTEM.getProcessCpuTime();
  }

  /**
   * Waits until the compiler has had nothing to do for a second, and what waited to be exported has
   * left: on one core both push the measured thread out of its cache.
   */
  static void awaitQuiet() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long end = System.nanoTime() + MOST_WAITED_NANOS;
    long before = -1;
    for (long now = compiler.getTotalCompilationTime();
        now != before && System.nanoTime() < end;
        now = compiler.getTotalCompilationTime()) {
      before = now;
      pause(TimeUnit.SECONDS.toNanos(1));
    }
  }

  /** Lets others work. */
  static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Bytes that this thread has allocated. */
  static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Bytes of the heap that are in use after collections. */
  static long heapAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** One figure, or that of each batch. */
  static void print(String name, double... values) {
    StringBuilder line = new StringBuilder(name);
    for (double value : values) {
      line.append(String.format(Locale.ROOT, " %.3f", value));
    }
    System.out.println(line);
  }
}
