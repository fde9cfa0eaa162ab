package io.ftplens.it.app.bench;

import org.apache.commons.net.ftp.FTPClient;

/** Fetches and stores files of 64 MiB; prints what a transfer costs the thread that makes it. */
public final class LargeTransfers {
  private static final int WARM_UP = 24;

  /** So that what is done once a transfer is compiled: a large one takes but 12 ms. */
  private static final int SMALL = 2_500;

  private static final int TIMES = 21;

  private LargeTransfers() {}

  /** Takes the server's port, and {@code plain} or {@code tls}. */
  public static void main(String[] args) throws Exception {
    int size = Figures.scaled(64 * 1024 * 1024);
    boolean tls = args[1].equals("tls");
    FTPClient ftp = Ftp.connect(Integer.parseInt(args[0]), tls);
    // With TLS each begins with a handshake, and encryption takes so long that it does not matter.
    for (int i = 0; !tls && i < Figures.scaled(SMALL); i++) {
      Ftp.retrieve(ftp, 1024);
      Ftp.store(ftp, 1024);
    }
    measure("RETR", () -> Ftp.retrieve(ftp, size));
    measure("STOR", () -> Ftp.store(ftp, size));
    ftp.logout();
    ftp.disconnect();
  }

  private static void measure(String name, Meter.Operation transfer) throws Exception {
    double[] cpu = new double[TIMES];
    for (int i = -WARM_UP; i < TIMES; i++) {
      long start = Figures.threadCpu();
      transfer.run();
      if (i >= 0) {
        cpu[i] = Figures.threadCpu() - start;
      }
    }
    Figures.print(name + ".cpu", Figures.median(cpu));
  }
}
