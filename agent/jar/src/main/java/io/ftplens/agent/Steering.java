package io.ftplens.agent;

import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks of a JVM that runs: {@code agentmain}'s argument in a reserved form.
 *
 * <p>{@code @PORT KEY ANSWER COMMAND[ ARGUMENT]}: no settings begin with an at sign. PORT is where
 * the command line awaits the answer, KEY proves to it who answers, ANSWER is what it proves itself
 * by, and both are used once. The form of the first three is the same in every version, so that a
 * version can at least say that it does not know a command.
 */
final class Steering {
  private static final int PARTS = 5;

  private Steering() {}

  /** Whether the argument is a command, and not settings. */
  static boolean meant(@Nullable String argument) {
    return argument != null && argument.startsWith("@");
  }

  /** The argument for a command. */
  static String argument(int port, String key, String answer, String command, String rest) {
    return "@"
        + port
        + " "
        + key
        + " "
        + answer
        + " "
        + command
        + (rest.isEmpty() ? "" : " " + rest);
  }

  /** Does what is asked, and answers. */
  static void obey(String argument, Instrumentation instrumentation) {
    String[] parts = argument.substring(1).split(" ", PARTS);
    if (parts.length < PARTS - 1) {
      throw new IllegalArgumentException("not a command of ftplens: " + argument);
    }
    Callable<OutputStream> callBack = new CallBack(Integer.parseInt(parts[0]), parts[1], parts[2]);
    String rest = parts.length == PARTS ? parts[4] : "";
    try {
      if (parts[3].equals("attach")) {
        attach(rest, instrumentation, callBack);
      } else if (!Launcher.steer(parts[3], rest, callBack, instrumentation)) {
        refuse(callBack, "ftplens is not at work in that JVM; see: attach --help");
      }
    } catch (Throwable e) { // the answer is where somebody reads it; the application goes on
      refuse(callBack, "ftplens failed in that JVM: " + withCause(e));
    }
  }

  private static void attach(
      String settings, Instrumentation instrumentation, Callable<OutputStream> callBack)
      throws Exception {
    if (!Launcher.start(settings.isEmpty() ? null : settings, instrumentation, true)) {
      refuse(callBack, "ftplens.enabled is false in that JVM; nothing was installed");
    } else if (!Launcher.steer("attached", null, callBack, instrumentation)) {
      refuse(callBack, "ftplens did not start in that JVM; its standard error says why");
    }
  }

  private static String withCause(Throwable e) {
    return e + (e.getCause() == null ? "" : ", because of " + e.getCause());
  }

  /**
   * Answers in a thread of its own: the one who asked reads answers only after agentmain returned.
   */
  private static void refuse(Callable<OutputStream> callBack, String why) {
    Thread thread = new Thread(new Refusal(callBack, why), "ftplens-answer");
    thread.setDaemon(true);
    thread.start();
  }

  /** An answer in the form that is described where they are usually written, in the runtime. */
  private static final class Refusal implements Runnable {
    private final Callable<OutputStream> callBack;
    private final String why;

    Refusal(Callable<OutputStream> callBack, String why) {
      this.callBack = callBack;
      this.why = why;
    }

    @Override
    public void run() {
      try (OutputStream out = callBack.call()) {
        out.write(("1\n" + why + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (Exception e) {
        // Whoever asked has left, and tells the user that there was no answer.
        return;
      }
    }
  }
}
