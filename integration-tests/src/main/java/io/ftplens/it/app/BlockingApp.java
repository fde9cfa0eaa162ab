package io.ftplens.it.app;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Locale;

/** Holds sessions with the hand-written client, on platform threads or on virtual ones. */
public final class BlockingApp {
  private BlockingApp() {}

  /** Takes {@code platform} or {@code virtual}, the plumbing, then one argument a session. */
  public static void main(String[] args) throws Exception {
    Plumbing plumbing = Plumbing.valueOf(args[1].toUpperCase(Locale.ROOT));
    for (int i = 2; i < args.length; i++) {
      Spec spec = Spec.parse(args[i]);
      Failure failure = new Failure();
      Runnable work = () -> failure.run(() -> session(spec, plumbing));
      thread(args[0].equals("virtual"), work).join();
      failure.rethrow();
    }
  }

  /** Virtual threads by reflection: this class is compiled for Java 8. */
  static Thread thread(boolean virtual, Runnable work) throws Exception {
    if (virtual) {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      return (Thread) start.invoke(null, work);
    }
    Thread thread = new Thread(work, "batch");
    thread.start();
    return thread;
  }

  static void session(Spec spec, Plumbing plumbing) throws Exception {
    String tag = spec.tag;
    try (BlockingClient ftp = new BlockingClient(spec, plumbing)) {
      ftp.login("test");
      say(tag, "list", ftp.download("LIST /list/" + tag + "-3"));
      say(tag, "mlsd", ftp.download("MLSD /list/" + tag + "-mlsd-5"));
      accept(ftp.command("TYPE I"));
      ftp.upload("STOR /put/" + tag + ".bin", Payload.of(23456));
      ftp.upload("APPE /put/" + tag + ".bin", Payload.of(111));
      ftp.upload("STOU /put/" + tag + "-unique.bin", Payload.of(77));
      say(tag, "retr", ftp.download("RETR /get/" + tag + "-70001.bin"));
      ftp.command("REST 4096");
      say(tag, "rest", ftp.download("RETR /get/" + tag + "-rest-9000.bin"));
      say(tag, "empty", ftp.download("RETR /get/" + tag + "-0.bin"));
    }
  }

  private static void accept(String reply) throws IOException {
    if (reply.charAt(0) != '2') {
      throw new IOException(reply);
    }
  }

  private static void say(String tag, String what, byte[] data) {
    System.out.println(tag + " " + what + " " + Payload.describe(data));
  }
}
