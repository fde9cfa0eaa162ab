package io.ftplens.it.app;

/** Fetches one file and is gone, as jobs started by cron are. */
public final class OneTransferApp {
  private OneTransferApp() {}

  /**
   * Takes {@code return}, {@code exit}, {@code throw}, or {@code wait} to return only when standard
   * input ends; a session; and the file to fetch.
   */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[1]);
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      System.out.println(Payload.describe(ftp.download("RETR " + args[2])));
    }
    System.out.println("done");
    if (args[0].equals("exit")) {
      System.exit(0);
    } else if (args[0].equals("throw")) {
      throw new IllegalStateException("nobody catches this");
    } else if (args[0].equals("wait")) {
      while (System.in.read() >= 0) {
        // whoever started this closes it
      }
    }
  }
}
