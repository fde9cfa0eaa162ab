package io.ftplens.it.app;

import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transfers files and logs with SLF4J, by calls that 1.7 has too.
 *
 * <p>It takes a session, and steps: {@code get=NAME} transfers a file, {@code log=TEXT} logs a
 * line, which initialises the logging, {@code load=} loads {@code LoggerFactory} and no more,
 * {@code pause=} waits for the end of standard input, {@code printed=N} until {@link FtpHandler}
 * has printed so many lines of ftplens, and {@code reset=} takes the handlers from {@code
 * java.util.logging}.
 */
public final class LoggingApp {
  private LoggingApp() {}

  /** Takes the steps one after the other. */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[0]);
    for (int i = 1; i < args.length; i++) {
      String[] step = args[i].split("=", 2);
      switch (step[0]) {
        case "get":
          transfer(spec, step[1]);
          break;
        case "log":
          log(step[1]);
          break;
        case "pause":
          // until whoever started us has seen enough
          while (System.in.read() >= 0) {}
          break;
        case "came":
          FtpHandler.CAME.acquire(Integer.parseInt(step[1]));
          break;
        case "reset":
          LogManager.getLogManager().reset();
          break;
        case "load":
          Class.forName("org.slf4j.LoggerFactory", false, LoggingApp.class.getClassLoader());
          break;
        default:
          throw new IllegalArgumentException(step[0]);
      }
    }
    System.out.println("done");
  }

  static void transfer(Spec spec, String name) throws Exception {
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      ftp.download("RETR /get/" + name + "-1000.bin");
    }
  }

  private static void log(String text) {
    Logger logger = LoggerFactory.getLogger("app");
    try {
      logger.info(text);
    } catch (RuntimeException e) {
      System.out.println("the application has seen it");
    }
  }
}
