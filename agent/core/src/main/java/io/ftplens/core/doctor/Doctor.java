package io.ftplens.core.doctor;

import io.ftplens.protocol.event.Diagnosis;
import io.ftplens.protocol.event.DiagnosisKind;
import io.ftplens.protocol.event.SetupCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds out which modes work to a server, and says what to do. */
public final class Doctor {
  private static final int OK = 0;
  private static final int NO = 1;
  private static final int LONGEST_NOTE = 600;

  private static final List<SetupCommand> SETUPS =
      Arrays.asList(SetupCommand.EPSV, SetupCommand.PASV, SetupCommand.EPRT, SetupCommand.PORT);

  private final Login login;
  private final PrintStream out;

  private Doctor(Login login, PrintStream out) {
    this.login = login;
    this.out = out;
  }

  /**
   * Called by the command line, by reflection.
   *
   * @return the exit code: 0 passive works, 1 it does not, 2 usage, 3 cannot connect or log in
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Consultation asked = Consultation.parse(arguments);
      Certificates certificates = new Certificates(asked);
      return new Doctor(new Login(asked, Password.of(asked), certificates), out).examine();
    } catch (DoctorFailure e) {
      err.println("ftplens: " + e.getMessage());
      return e.exitCode();
    }
  }

  private int examine() throws DoctorFailure {
    Consultation asked = login.asked();
    out.println("server " + asked.host + " port " + asked.port + ", user " + asked.user);
    out.println();
    row("SECURITY", "SETUP", "WORKED", "DATA CONNECTION", "WHY");
    boolean passive = false;
    List<String> refused = new ArrayList<>();
    List<String> verdicts = new ArrayList<>();
    Set<String> notes = new LinkedHashSet<>();
    for (Security security : securities(asked)) {
      List<Finding> findings = examine(security);
      Finding first = findings.get(0);
      if (first.obstacle == Finding.Obstacle.LOGIN && first.setup == null) {
        refused.add(security.text + ": " + first.why);
        continue;
      }
      Verdict verdict = new Verdict(findings);
      passive |= verdict.passiveWorks();
      verdicts.add(security.text + ": " + verdict.text());
      note(findings, notes);
    }
    if (verdicts.isEmpty()) {
      throw new DoctorFailure(
          DoctorFailure.UNREACHABLE,
          "nothing could be tried at "
              + asked.host
              + ":"
              + asked.port
              + "; "
              + String.join("; ", refused));
    }
    out.println();
    notes.forEach(note -> out.println("note     " + note));
    verdicts.forEach(verdict -> out.println("verdict  " + verdict));
    return passive ? OK : NO;
  }

  private static List<Security> securities(Consultation asked) {
    if (asked.implicitTls) {
      return Arrays.asList(Security.IMPLICIT_TLS);
    }
    return asked.tlsOnly
        ? Arrays.asList(Security.EXPLICIT_TLS)
        : Arrays.asList(Security.PLAIN, Security.EXPLICIT_TLS);
  }

  private List<Finding> examine(Security security) {
    List<Finding> findings = new ArrayList<>();
    try {
      try (Control probe = login.open(security)) {
        probe.end();
      }
    } catch (IOException e) {
      Finding finding = Finding.noLogin(security, Text.reason(e));
      row(finding);
      findings.add(finding);
      return findings;
    }
    for (SetupCommand setup : SETUPS) {
      Finding finding = new Trial(login, security, setup).run();
      row(finding);
      findings.add(finding);
    }
    return findings;
  }

  /** What the engine says beyond the table; that the table says already is left out. */
  private static void note(List<Finding> findings, Set<String> notes) {
    for (Finding finding : findings) {
      for (Diagnosis diagnosis : finding.diagnoses) {
        if (diagnosis.kind() != DiagnosisKind.ACTIVE_UNREACHABLE
            && diagnosis.kind() != DiagnosisKind.PASSIVE_UNREACHABLE) {
          notes.add(Text.oneLine(diagnosis.toString(), LONGEST_NOTE));
        }
      }
    }
  }

  private void row(Finding finding) {
    row(
        finding.security.text,
        finding.setup == null ? "-" : finding.setup.name(),
        finding.result.text,
        finding.data,
        finding.why);
  }

  private void row(String security, String setup, String worked, String data, String why) {
    out.println(
        String.format(Locale.ROOT, "%-12s %-5s %-6s %-42s %s", security, setup, worked, data, why)
            .trim());
  }
}
