package io.ftplens.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** Reads an {@code ftp://} URL and tells why it could not. */
public final class ForcedFallbackApp {
  private ForcedFallbackApp() {}

  /** Takes URLs. */
  public static void main(String[] args) throws Exception {
    for (String url : args) {
      try (InputStream in = new URL(url).openStream()) {
        System.out.println("read " + Payload.describe(Payload.drain(in)));
      } catch (IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          System.out.println(cause);
        }
      }
    }
  }
}
