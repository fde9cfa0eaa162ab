package io.ftplens.it.app;

/** Fetches a file whose name came from somewhere else and was not looked at. */
public final class OneCommandApp {
  private OneCommandApp() {}

  /** Takes a session, and the name of the file with its difficult characters in {@code %XX}. */
  public static void main(String[] args) throws Exception {
    String path = java.net.URLDecoder.decode(args[1], "UTF-8");
    try (BlockingClient ftp = new BlockingClient(Spec.parse(args[0]), Plumbing.SOCKET)) {
      ftp.login("test");
      System.out.println(Payload.describe(ftp.download("RETR " + path)));
    }
  }
}
