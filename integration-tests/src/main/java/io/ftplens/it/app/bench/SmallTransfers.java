package io.ftplens.it.app.bench;

import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ftp.FTPClient;

/**
 * Makes small transfers in one session: listings, and files of 1 KiB.
 *
 * <p>Prints what a transfer costs its thread and the process, for each tenth of them and in all,
 * and what the heap grows by between the first tenth and the last.
 */
public final class SmallTransfers {
  private static final int TENTHS = 10;

  /** Longer than the exporters wait, which the benchmark sets. */
  private static final long EXPORTED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private SmallTransfers() {}

  /**
   * Takes the server's port, how many transfers to make first and how many to measure, and {@code
   * heap} if that is to be measured, which takes some seconds.
   */
  public static void main(String[] args) throws Exception {
    FTPClient ftp = Ftp.connect(Integer.parseInt(args[0]), false);
    transfers(ftp, Integer.parseInt(args[1]));
    int tenth = Math.max(2, Integer.parseInt(args[2]) / TENTHS);
    double[] threads = new double[TENTHS];
    double[] processes = new double[TENTHS];
    double[] allocated = new double[TENTHS];
    boolean withHeap = args.length > 3;
    double heap = 0;
    for (int i = 0; i < TENTHS; i++) {
      long bytes = Figures.allocated();
      long process = Figures.processCpu();
      long thread = Figures.threadCpu();
      transfers(ftp, tenth);
      threads[i] = (double) (Figures.threadCpu() - thread) / tenth;
      processes[i] = (double) (Figures.processCpu() - process) / tenth;
      allocated[i] = (double) (Figures.allocated() - bytes) / tenth;
      if (i == 0 && withHeap) {
        heap = heapOnceExported();
      }
    }
    Figures.print("thread.cpu", mean(threads));
    Figures.print("process.cpu", mean(processes));
    Figures.print("allocated", mean(allocated));
    Figures.print("first.cpu", processes[0]);
    Figures.print("last.cpu", processes[TENTHS - 1]);
    if (withHeap) {
      Figures.print("heap.growth", (heapOnceExported() - heap) / ((TENTHS - 1.0) * tenth));
    }
    ftp.logout();
    ftp.disconnect();
  }

  /** What waits to be exported is no heap that a transfer leaves behind. */
  private static double heapOnceExported() {
    Figures.pause(EXPORTED_NANOS);
    return Figures.heapAfterCollection();
  }

  private static void transfers(FTPClient ftp, int times) throws Exception {
    for (int i = 0; i < times; i += 2) {
      Ftp.list(ftp);
      Ftp.retrieve(ftp, 1024);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
