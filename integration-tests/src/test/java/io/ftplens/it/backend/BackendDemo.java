package io.ftplens.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Runs the demo against a real backend, asserts what the backend answers and what its page shows,
 * and takes a picture of that page.
 */
public final class BackendDemo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Small enough for the repository. */
  private static final int MAX_PICTURE_BYTES = 150_000;

  private static final int WIDTH = 1240;
  private static final int HEIGHT = 800;

  private final Path target = Path.of(System.getProperty("ftplens.it.target"));
  private final Path picture = Path.of(System.getProperty("ftplens.it.picture")).normalize();

  private BackendDemo() {}

  /** The exit code is 0 if all assertions hold. */
  public static void main(String[] args) throws IOException {
    try {
      new BackendDemo().run();
      System.exit(0);
    } catch (Missing e) {
      System.err.println("\n" + e.getMessage());
      System.exit(2);
    } catch (AssertionError e) {
      System.err.println("\nThe backend demo failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException {
    say("Starting " + Node.backend() + " and a Chromium");
    Node node = Node.in(target.resolve("backend"));
    try (Browser browser = Browser.start(profile(), WIDTH, HEIGHT);
        Backend backend = Backend.start(node);
        Relay relay = new Relay(backend.address())) {
      say("The backend is at " + backend.address());
      List<SeenTransfer> transfers = DemoRun.against(relay.endpoint());
      assertThat(transfers).isNotEmpty();
      Answers answers = new Answers(backend, transfers);
      Awaitility.await("spans and log records in the backend")
          .atMost(PATIENCE)
          .untilAsserted(answers::logsAreThere);
      answers.spansAreThere();
      answers.spansStandInTheApplicationsTrace();
      answers.activeModeIsFound();
      answers.logsAreEvents(relay.logs());
      answers.metricsAreThere();
      say(
          "The backend has all "
              + transfers.size()
              + " transfers: spans with mode, set-up command, ports and direction, in the"
              + " application's trace where it had one; log records with the same ids; metrics.");
      for (SeenTransfer transfer : transfers) {
        look(browser, backend, answers, transfer);
      }
      say("Its page shows mode, set-up command, ports and direction of each. " + picture);
      keep(backend);
    }
  }

  private void look(Browser browser, Backend backend, Answers answers, SeenTransfer transfer)
      throws IOException {
    JsonObject span = answers.spanOf(transfer);
    Page page =
        Page.open(
            browser, backend.page(Answers.text(span, "traceId"), Answers.text(span, "spanId")));
    page.shows(transfer.attributes());
    if (transfer.path().equals("/orders/new.csv")) {
      page.shows("nightly import");
      page.filterAttributes("data_connection");
      byte[] png = browser.picture();
      assertThat(png.length).as("bytes of the picture").isLessThan(MAX_PICTURE_BYTES);
      Files.write(picture, png);
    }
  }

  /** With {@code -Dbackend.keep} the backend goes on until the command is stopped. */
  private static void keep(Backend backend) {
    if (System.getProperty("backend.keep", "").isEmpty()) {
      return;
    }
    say("Open " + backend.address() + " in a browser; Ctrl-C ends it.");
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path profile() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(target), "chromium");
  }

  private static void say(String text) {
    System.out.println("\n" + text);
  }
}
