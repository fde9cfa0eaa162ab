package io.ftplens.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Fetches a small file again and again in one session: at each line of standard input as often as
 * it says, and prints a line with the microseconds that each time took.
 */
public final class TimedApp {
  private TimedApp() {}

  /** Takes a session. */
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (BlockingClient ftp = new BlockingClient(Spec.parse(args[0]), Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      for (String times = in.readLine(); times != null; times = in.readLine()) {
        StringBuilder line = new StringBuilder("micros");
        for (int i = 0; i < Integer.parseInt(times); i++) {
          long start = System.nanoTime();
          ftp.download("RETR /get/timed-1000.bin");
          line.append(' ').append((System.nanoTime() - start) / 1000);
        }
        System.out.println(line);
      }
    }
  }
}
