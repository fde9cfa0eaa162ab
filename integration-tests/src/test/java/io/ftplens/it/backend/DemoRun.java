package io.ftplens.it.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo in a process of its own, as {@code -Pdemo -Dotlp.endpoint=…} runs it. */
final class DemoRun {
  private DemoRun() {}

  /** Runs it, shows its output, and returns the rows of its table. */
  static List<SeenTransfer> against(String endpoint) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dftplens.it.agent=" + System.getProperty("ftplens.it.agent"),
                "-Dftplens.it.target=" + System.getProperty("ftplens.it.target"),
                "-Dotlp.endpoint=" + endpoint,
                "-classpath",
                System.getProperty("java.class.path"),
                "io.ftplens.it.demo.Demo")
            .redirectErrorStream(true);
    Process process = builder.start();
    List<SeenTransfer> transfers = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line);
        SeenTransfer.parse(line).ifPresent(transfers::add);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError("the demo ended with " + code);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return transfers;
  }
}
