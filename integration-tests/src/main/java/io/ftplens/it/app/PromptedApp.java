package io.ftplens.it.app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.ObjectName;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/**
 * Opens its sessions at once and then does what standard input says, line by line, as servers do
 * that hold sessions in a pool: {@code get SESSION PATH}, {@code open SPEC}, {@code jmx ATTRIBUTE},
 * {@code start-jmx}.
 */
public final class PromptedApp {
  private final String kind;
  private final List<Getter> sessions = new ArrayList<>();

  private PromptedApp(String kind) {
    this.kind = kind;
  }

  /** Takes {@code socket}, {@code adaptor} or {@code commons-net}, then one argument a session. */
  public static void main(String[] args) throws Exception {
    PromptedApp app = new PromptedApp(args[0]);
    for (int i = 1; i < args.length; i++) {
      app.open(Spec.parse(args[i]));
    }
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line + " -> " + app.obey(line.split(" ")));
    }
  }

  private String obey(String[] words) {
    try {
      switch (words[0]) {
        case "get":
          return Payload.describe(sessions.get(Integer.parseInt(words[1])).get(words[2]));
        case "open":
          open(Spec.parse(words[1]));
          return "opened";
        case "start-jmx":
          return ManagementFactory.getPlatformMBeanServer().getDefaultDomain();
        case "jmx":
          return String.valueOf(
              ManagementFactory.getPlatformMBeanServer()
                  .getAttribute(new ObjectName("io.ftplens:type=Agent"), words[1]));
        default:
          return "unknown";
      }
    } catch (Exception e) {
      return e.toString();
    }
  }

  private void open(Spec spec) throws Exception {
    if (kind.equals("commons-net")) {
      FTPClient ftp = CommonsNetApp.connect(spec);
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      sessions.add(
          path -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ftp.retrieveFile(path, out);
            return out.toByteArray();
          });
    } else {
      BlockingClient ftp =
          new BlockingClient(spec, Plumbing.valueOf(kind.toUpperCase(Locale.ROOT)));
      ftp.login("test");
      ftp.command("TYPE I");
      sessions.add(path -> ftp.download("RETR " + path));
    }
  }

  /** Fetches a file over a session that is open already. */
  private interface Getter {
    byte[] get(String path) throws Exception;
  }
}
