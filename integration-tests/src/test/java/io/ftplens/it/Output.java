package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.server.VirtualFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** What the child programs print: that the application got what it should have, agent or not. */
final class Output {
  private static final Pattern RECEIVED =
      Pattern.compile("(\\S+) (retr|rest|stream|ascii|get|read) (?:true )?(\\d+) bytes (\\w+)");

  /** The path and the offset of each kind of line. */
  private static final Map<String, String> PATHS =
      Map.of(
          "retr", "-(70001|200003)\\.bin",
          "rest", "-rest-(9000|400)\\.bin",
          "stream", "-stream-(33333)\\.bin",
          "ascii", "-ascii-(500)\\.bin",
          "get", "-(50021)\\.bin",
          "read", "-(40001)\\.bin");

  private Output() {}

  /** Asserts that every file the application says it got is the one the server has. */
  static void isRight(ChildJvm.Exit exit) {
    assertThat(exit.stdout()).doesNotContain("false").doesNotContain("null");
    int files = 0;
    for (String line : exit.stdout().split("\n")) {
      Matcher matcher = RECEIVED.matcher(line);
      if (matcher.matches()) {
        files++;
        assertThat(candidates(matcher)).as(line).contains(matcher.group(4));
      }
    }
    assertThat(files).as("files received").isPositive();
  }

  /** Checksums of the contents that the file may have: kinds of clients use different sizes. */
  private static List<String> candidates(Matcher line) {
    String kind = line.group(2);
    String[] sizes = PATHS.get(kind).replaceAll(".*\\((.*)\\).*", "$1").split("\\|");
    String infix =
        kind.equals("rest") || kind.equals("stream") || kind.equals("ascii") ? "-" + kind : "";
    List<String> sums = new ArrayList<>();
    for (String size : sizes) {
      String path = "/get/" + line.group(1) + infix + "-" + size + ".bin";
      byte[] content = VirtualFiles.content(path, Integer.parseInt(size));
      int length = Integer.parseInt(line.group(3));
      if (length > content.length) {
        continue;
      }
      CRC32 crc = new CRC32();
      crc.update(content, content.length - length, length);
      sums.add(Long.toHexString(crc.getValue()));
    }
    return sums;
  }
}
