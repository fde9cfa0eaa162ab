package io.ftplens.it.app.bench;

import java.io.IOException;
import org.apache.commons.net.ftp.FTPClient;

/** Fetches and stores files of 64 MiB; prints what a transfer costs the thread that makes it. */
public final class LargeTransfers {
  private static final int WARM_UP = 16;

  /** So that what is done once a transfer is compiled: a large one takes but 12 ms. */
  private static final int SMALL = 2_500;

  private static final int TIMES = 31;

  /** Each takes three times as long, and differs less. */
  private static final int TLS_TIMES = 21;

  private LargeTransfers() {}

  /** Takes the server's port, and {@code plain} or {@code tls}. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    int size = Figures.scaled(64 * 1024 * 1024);
    boolean tls = args[1].equals("tls");
    // Without TLS in any case: a handshake waits for the 40 ms of a delayed acknowledgement.
    smallOnes(Ftp.connect(port, false));
    FTPClient ftp = Ftp.connect(port, tls);
    Figures.awaitQuiet();
    int times = tls ? TLS_TIMES : TIMES;
    measure("RETR", times, () -> Ftp.retrieve(ftp, size));
    measure("STOR", times, () -> Ftp.store(ftp, size));
    end(ftp);
    Turns.end();
  }

  private static void smallOnes(FTPClient ftp) throws IOException {
    for (int i = 0; i < Figures.scaled(SMALL); i++) {
      Ftp.retrieve(ftp, 1024);
      Ftp.store(ftp, 1024);
    }
    end(ftp);
  }

  private static void end(FTPClient ftp) throws IOException {
    ftp.logout();
    ftp.disconnect();
  }

  private static void measure(String name, int times, Meter.Operation transfer) throws Exception {
    double[] cpu = new double[times];
    for (int i = -WARM_UP; i < times; i++) {
      if (i >= 0) {
        Turns.next();
      }
      long start = Figures.threadCpu();
      transfer.run();
      if (i >= 0) {
        cpu[i] = Figures.threadCpu() - start;
      }
    }
    Figures.print(name + ".cpu", cpu);
  }
}
