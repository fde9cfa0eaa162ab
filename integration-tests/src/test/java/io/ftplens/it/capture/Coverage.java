package io.ftplens.it.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of what was compared, printed at the end and, where {@code ftplens.it.coverage} names a
 * file, written between its two marks.
 */
final class Coverage {
  private static final String HEAD =
      "| client | JDK | server | mode | transfers | matched | missing | wrong | invented |\n"
          + "| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |\n";

  private final List<String> rows = new ArrayList<>();
  private final String beginMark;
  private final String endMark;

  /**
   * Makes an empty table.
   *
   * @param name that of the table's two marks
   */
  Coverage(String name) {
    beginMark = "<!-- " + name + ": begin -->\n";
    endMark = "<!-- " + name + ": end -->\n";
  }

  /** Adds the rows of one client and server. */
  void add(String client, int jdk, String server, Comparison comparison) {
    comparison
        .byMode()
        .forEach(
            (mode, counts) ->
                rows.add(
                    String.format(
                        "| %s | %d | %s | %s | %d | %d | %d | %d | %d |%n",
                        client,
                        jdk,
                        server,
                        mode,
                        counts.seen,
                        counts.matched,
                        counts.missing,
                        counts.wrong,
                        counts.invented)));
  }

  /** Writes the table. */
  void write() {
    String table = HEAD + String.join("", rows);
    System.out.println(table);
    String file = System.getProperty("ftplens.it.coverage", "");
    if (file.isEmpty()) {
      return;
    }
    try {
      Path path = Path.of(file);
      String page = Files.readString(path);
      int begin = page.indexOf(beginMark) + beginMark.length();
      int end = page.indexOf(endMark);
      Files.writeString(path, page.substring(0, begin) + table + page.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
