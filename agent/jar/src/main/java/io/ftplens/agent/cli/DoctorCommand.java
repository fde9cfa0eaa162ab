package io.ftplens.agent.cli;

import io.ftplens.agent.Launcher;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/** {@code doctor}; the work is done by the engine, which the jar hides. */
final class DoctorCommand implements Command {
  private static final String DOCTOR = "io.ftplens.core.doctor.Doctor";

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String operands() {
    return "URL [OPTION...]";
  }

  @Override
  public String summary() {
    return "Which modes work from this host to an FTP server";
  }

  @Override
  public List<String> details() {
    return Arrays.asList(
        "URL is ftp://[user@]host[:port]/[directory], or ftps://... for implicit TLS. The",
        "doctor logs in and lists the directory by EPSV, PASV, EPRT and PORT, each over a",
        "connection of its own, in clear text and, if the server offers it, with AUTH TLS.",
        "",
        "  --password-file FILE  the first line is the password; without, the terminal asks",
        "                        (user anonymous needs none)",
        "  --tls                 with TLS only: never log in in clear text",
        "  --insecure            trust any certificate",
        "  --timeout SECONDS     for each step, default 10",
        "",
        "Exit codes: 0 passive works; 1 it does not; 2 usage; 3 cannot connect or log in.");
  }

  @Override
  public int run(List<String> arguments, PrintStream out) throws Failure {
    try {
      Object result =
          Launcher.hidden(DOCTOR)
              .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
              .invoke(null, arguments.toArray(new String[0]), out, System.err);
      return (Integer) result;
    } catch (InvocationTargetException e) {
      throw new Failure(ExitCode.UNREACHABLE, "the doctor failed: " + e.getCause());
    } catch (ReflectiveOperationException | IOException | URISyntaxException e) {
      throw new Failure(ExitCode.UNREACHABLE, "the doctor is not in this jar: " + e);
    }
  }
}
