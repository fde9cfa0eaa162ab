package io.ftplens.it.app;

/** Holds sessions with the non-blocking client. */
public final class NioApp {
  private NioApp() {}

  /** Holds one session for each argument. */
  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Spec spec = Spec.parse(arg);
      try (NioClient ftp = new NioClient(spec)) {
        say(spec, "list", ftp.download("LIST /list/" + spec.tag + "-3"));
        ftp.upload("STOR /put/" + spec.tag + "-nio.bin", Payload.of(300_000));
        say(spec, "retr", ftp.download("RETR /get/" + spec.tag + "-200003.bin"));
        ftp.command("REST 100");
        say(spec, "rest", ftp.download("RETR /get/" + spec.tag + "-rest-400.bin"));
      }
    }
  }

  private static void say(Spec spec, String what, byte[] data) {
    System.out.println(spec.tag + " " + what + " " + Payload.describe(data));
  }
}
