package io.ftplens.core.runtime;

import io.ftplens.core.log.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Does what the command line asks of this JVM, and answers.
 *
 * <p>An answer is a line with {@code 0} (done) or {@code 1} (not done), then text for a person up
 * to the end of the stream. It is written by a thread of ours, so that the hooks leave its socket
 * alone and a slow reader holds nobody up.
 */
final class Steering {
  private static final String DONE = "0";
  private static final String NOT_DONE = "1";

  private final AgentRuntime runtime;
  private final Callable<OutputStream> callBack;

  /**
   * Makes one for one command.
   *
   * @param callBack opens the stream to the one who asked; called in a thread of ours
   */
  Steering(AgentRuntime runtime, Callable<OutputStream> callBack) {
    this.runtime = runtime;
    this.callBack = callBack;
  }

  /** Does it; what goes wrong becomes the answer. */
  void obey(String command, @Nullable String argument) {
    switch (command) {
      case "attached":
        answer(DONE, runtime.greeting());
        break;
      case "status":
        answer(DONE, StatusReport.of(runtime));
        break;
      case "set":
        set(argument);
        break;
      case "watch":
        watch();
        break;
      case "detach":
        runtime.stop();
        answer(DONE, "ftplens " + runtime.version() + " has left; the hooks are gone");
        break;
      default:
        answer(
            NOT_DONE,
            "the ftplens "
                + runtime.version()
                + " in that JVM does not know '"
                + command
                + "'; use the jar of that version");
    }
  }

  private void set(@Nullable String argument) {
    try {
      answer(DONE, String.join(System.lineSeparator(), runtime.change(argument)));
    } catch (IllegalArgumentException e) {
      answer(NOT_DONE, String.valueOf(e.getMessage()));
    }
  }

  private void answer(String result, String text) {
    start(new Answer(callBack, result, text, runtime));
  }

  private static void start(Runnable answer) {
    AgentThreads.daemon("ftplens-answer", answer).start();
  }

  private void watch() {
    start(new Watch(callBack, runtime));
  }

  private static void write(OutputStream out, String result, String text) throws IOException {
    out.write((result + "\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Writes an answer and closes. */
  private static final class Answer implements Runnable {
    private final Callable<OutputStream> callBack;
    private final String result;
    private final String text;
    private final AgentRuntime runtime;

    Answer(Callable<OutputStream> callBack, String result, String text, AgentRuntime runtime) {
      this.callBack = callBack;
      this.result = result;
      this.text = text;
      this.runtime = runtime;
    }

    @Override
    public void run() {
      try (OutputStream out = callBack.call()) {
        write(out, result, text);
      } catch (Exception e) {
        runtime.log().debug("the one who asked could not be answered", e);
      }
    }
  }

  /** Writes log lines until the other side leaves. */
  private static final class Watch implements Runnable {
    private final Callable<OutputStream> callBack;
    private final AgentRuntime runtime;

    Watch(Callable<OutputStream> callBack, AgentRuntime runtime) {
      this.callBack = callBack;
      this.runtime = runtime;
    }

    @Override
    public void run() {
      try (OutputStream out = callBack.call()) {
        Watcher watcher = new Watcher(out);
        if (!runtime.watchers().add(watcher)) {
          write(out, NOT_DONE, runtime.watchers().count() + " others watch that JVM already");
          return;
        }
        try {
          write(out, DONE, "watching, log.level=" + runtime.settings().current().logLevel());
          watcher.run();
        } finally {
          runtime.watchers().remove(watcher);
        }
      } catch (Exception e) {
        runtime.log().debug("a watcher could not be served", e);
      }
    }
  }
}
