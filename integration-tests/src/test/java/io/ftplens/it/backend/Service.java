package io.ftplens.it.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs beside this one and says where it listens; it ends with this one. */
final class Service implements AutoCloseable {
  private static final int SECONDS_TO_START = 60;

  private final Process process;
  private final Thread atExit;
  private final String address;

  /** Starts it; the address is the first group of the first match in its output. */
  Service(List<String> command, Pattern address) throws IOException {
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    CompletableFuture<String> found = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(address, found), "output of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
    try {
      this.address = found.get(SECONDS_TO_START, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IOException(String.join(" ", command) + " did not start", e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  String address() {
    return address;
  }

  private void read(Pattern address, CompletableFuture<String> found) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher matcher = address.matcher(line);
        if (matcher.find()) {
          found.complete(matcher.group(1));
        }
        if (!found.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    found.completeExceptionally(new IOException("it said: " + said));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook runs now, and does the same.
    }
  }
}
