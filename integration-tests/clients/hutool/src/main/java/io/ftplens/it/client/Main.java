package io.ftplens.it.client;

import cn.hutool.extra.ftp.Ftp;
import cn.hutool.extra.ftp.FtpMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Uses Hutool, which wraps Commons Net. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each session. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      FtpMode mode = args[i].equals("active") ? FtpMode.Active : FtpMode.Passive;
      try (Ftp ftp =
          new Ftp(
              args[0],
              Integer.parseInt(args[1]),
              System.getProperty("ftp.user", "test"),
              "s3cret",
              StandardCharsets.UTF_8,
              null,
              null,
              mode)) {
        String file = "hutool-" + args[i] + ".bin";
        System.out.println(ftp.upload("/", file, new ByteArrayInputStream(new byte[20_011])));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ftp.download("/", file, out);
        System.out.println(out.size());
        System.out.println(ftp.ls("/").size());
      }
    }
  }
}
