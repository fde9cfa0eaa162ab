package io.ftplens.it.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file, for which JDK 25 loads the class of socket channels, and may open one. */
public final class ReadsFile {
  private ReadsFile() {}

  /** Takes {@code channel} to open one, or nothing. */
  public static void main(String[] args) throws IOException {
    Path file = Files.createTempFile("read", null);
    try (InputStream in = Files.newInputStream(file)) {
      if (in.read() >= 0) {
        throw new IOException("not empty");
      }
    } finally {
      Files.delete(file);
    }
    if (args.length > 0) {
      SocketChannel.open().close();
    }
  }
}
