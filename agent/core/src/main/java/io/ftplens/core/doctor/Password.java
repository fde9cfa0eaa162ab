package io.ftplens.core.doctor;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;

/** Where the password comes from: never the command line. */
final class Password {
  private Password() {}

  /** Reads the file, or asks the terminal; anonymous needs neither. */
  @SuppressWarnings("SystemConsoleNull") // it is, before Java 22; later, end of input says so
  static String of(Consultation asked) throws DoctorFailure {
    if (asked.passwordFile != null) {
      return first(asked.passwordFile);
    }
    if (asked.anonymous()) {
      return "anonymous@";
    }
    Console console = System.console();
    char[] typed =
        console == null
            ? null
            : console.readPassword("Password of %s at %s: ", asked.user, asked.host);
    if (typed == null) {
      throw new DoctorFailure(
          DoctorFailure.USAGE, "there is no terminal to ask for the password; use --password-file");
    }
    return new String(typed);
  }

  private static String first(String file) throws DoctorFailure {
    try {
      List<String> lines = Files.readAllLines(Paths.get(file), StandardCharsets.UTF_8);
      return lines.isEmpty() ? "" : lines.get(0);
    } catch (IOException | RuntimeException e) {
      throw new DoctorFailure(
          DoctorFailure.USAGE, "the password file cannot be read: " + e.getMessage());
    }
  }
}
