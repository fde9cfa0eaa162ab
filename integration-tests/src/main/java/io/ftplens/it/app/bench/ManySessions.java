package io.ftplens.it.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.net.ftp.FTPClient;

/**
 * Opens many sessions, uses each, and leaves them open.
 *
 * <p>Prints how much heap an idle session holds, and what a transfer costs its thread, in each
 * batch, with one session open and with all of them.
 */
public final class ManySessions {
  private static final int BATCHES = 8;

  private ManySessions() {}

  /** Takes the server's port, the number of sessions, and that of transfers in each. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    int sessions = Integer.parseInt(args[1]);
    int times = Integer.parseInt(args[2]);
    List<FTPClient> open = new ArrayList<>();
    open.add(Ftp.connect(port, false));
    transfers(open, 2 * sessions * times);
    Figures.print("one.cpu", batches(open, sessions * times));
    long before = Figures.heapAfterCollection();
    while (open.size() <= sessions) {
      FTPClient ftp = Ftp.connect(port, false);
      Ftp.retrieve(ftp, 1024);
      open.add(ftp);
    }
    Figures.print("heap", (double) (Figures.heapAfterCollection() - before) / sessions);
    Figures.print("all.cpu", batches(open, sessions * times));
    for (FTPClient ftp : open) {
      ftp.disconnect();
    }
    Turns.end();
  }

  private static double[] batches(List<FTPClient> open, int times) throws IOException {
    double[] cpu = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      Turns.next();
      cpu[i] = transfers(open, times / BATCHES);
    }
    return cpu;
  }

  /** Nanoseconds of this thread for one transfer, the sessions taking turns. */
  private static double transfers(List<FTPClient> open, int times) throws IOException {
    long start = Figures.threadCpu();
    for (int i = 0; i < times; i++) {
      Ftp.retrieve(open.get(i % open.size()), 1024);
    }
    return (double) (Figures.threadCpu() - start) / times;
  }
}
