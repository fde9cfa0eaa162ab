package io.ftplens.it.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.commons.net.ftp.FTPFile;
import org.springframework.integration.file.remote.session.CachingSessionFactory;
import org.springframework.integration.file.remote.session.Session;
import org.springframework.integration.ftp.session.DefaultFtpSessionFactory;

/** Uses Spring Integration's sessions, from a pool. */
public final class Main {
  private static final int PASSIVE = 2;

  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each pool. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      DefaultFtpSessionFactory factory = new DefaultFtpSessionFactory();
      factory.setHost(args[0]);
      factory.setPort(Integer.parseInt(args[1]));
      factory.setUsername(System.getProperty("ftp.user", "test"));
      factory.setPassword("s3cret");
      factory.setClientMode(args[i].equals("active") ? 0 : PASSIVE);
      CachingSessionFactory<FTPFile> pool = new CachingSessionFactory<>(factory, 2);
      String file = "spring-" + args[i] + ".bin";
      try (Session<FTPFile> session = pool.getSession()) {
        session.write(new ByteArrayInputStream(new byte[20_011]), file);
      }
      try (Session<FTPFile> session = pool.getSession();
          Session<FTPFile> other = pool.getSession()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        session.read(file, out);
        System.out.println(out.size());
        System.out.println(other.list(".").length);
        try (var in = session.readRaw(file)) {
          System.out.println(in.readAllBytes().length);
        }
        System.out.println(session.finalizeRaw());
      }
      pool.destroy();
    }
  }
}
