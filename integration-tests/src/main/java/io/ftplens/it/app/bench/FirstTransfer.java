package io.ftplens.it.app.bench;

import org.apache.commons.net.ftp.FTPClient;

/** Fetches one file, and prints how long that took in all, in nanoseconds. */
public final class FirstTransfer {
  private FirstTransfer() {}

  /** Takes the server's port. */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    FTPClient ftp = Ftp.connect(Integer.parseInt(args[0]), false);
    Ftp.retrieve(ftp, 1024);
    ftp.logout();
    ftp.disconnect();
    Figures.print("wall", (double) (System.nanoTime() - start));
  }
}
