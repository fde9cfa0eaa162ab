package io.ftplens.it.app;

/**
 * Transfers files and knows nothing of OpenTelemetry; another agent may put spans around it.
 *
 * <p>Takes {@code wait} to return only when standard input ends, or anything else; a session; and
 * the names of the files.
 */
public final class PlainApp {
  private PlainApp() {}

  /** Fetches the files one after the other. */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[1]);
    for (int i = 2; i < args.length; i++) {
      transfer(spec, args[i]);
    }
    System.out.println("done");
    while (args[0].equals("wait") && System.in.read() >= 0) {
      // whoever started this closes it
    }
  }

  static void transfer(Spec spec, String name) throws Exception {
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      ftp.download("RETR /get/" + name + "-1000.bin");
    }
  }
}
