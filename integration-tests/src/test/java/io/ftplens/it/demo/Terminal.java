package io.ftplens.it.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prints for a terminal of 110 columns, with line drawing where its character set has it. */
final class Terminal {
  private static final int WIDTH = 110;

  private final boolean unicode = unicode();
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset(unicode));

  private static boolean unicode() {
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) {
        return value.toUpperCase(java.util.Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return false;
  }

  private static Charset charset(boolean unicode) {
    return unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
  }

  /** A heading with a rule under it. */
  void heading(String text) {
    out.println();
    out.println(text);
    out.println((unicode ? "─" : "-").repeat(Math.min(WIDTH, Math.max(text.length(), 60))));
  }

  /** A line as it is. */
  synchronized void line(String text) {
    out.println(text);
  }

  /** A long line, broken at spaces; what is broken off is indented. */
  synchronized void wrapped(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    String glue = "";
    for (String word : text.split(" ", -1)) {
      if (line.length() + glue.length() + word.length() > WIDTH && !glue.isEmpty()) {
        out.println(line);
        line = new StringBuilder(indent).append("    ");
        glue = "";
      }
      line.append(glue).append(word);
      glue = " ";
    }
    out.println(line);
  }

  /** Rows under their headings, each column as wide as its widest cell. */
  void table(List<String> headings, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    all.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        boolean number = cell.matches("[\\d,]+");
        line.append(' ').append(number ? pad + cell : cell + pad).append(' ');
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /**
   * {@code local -> peer} for a connection we opened, {@code local <- peer} for one we accepted.
   */
  String arrow(boolean inbound) {
    return inbound ? (unicode ? "←" : "<-") : (unicode ? "→" : "->");
  }

  /** What stands before a child in a tree. */
  String branch(boolean last) {
    return unicode ? (last ? "└─ " : "├─ ") : (last ? "`- " : "|- ");
  }

  /** What stands before the lines below a child in a tree. */
  String trunk(boolean last) {
    return last ? "   " : (unicode ? "│  " : "|  ");
  }
}
