package io.ftplens.it.app;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** Opens all its sessions at the same moment, the first in this JVM: by hand and with a library. */
public final class StampedeApp {
  private static final long PATIENCE_SECONDS = 60;

  private StampedeApp() {}

  /**
   * Takes {@code platform} or {@code virtual}, how many sessions are held one by one before all
   * others, and the sessions, one for each thread.
   */
  public static void main(String[] args) throws Exception {
    int before = Integer.parseInt(args[1]);
    int count = args.length - 2 - before;
    CountDownLatch ready = new CountDownLatch(count);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(count);
    Failure failure = new Failure();
    for (int i = 0; i < before + count; i++) {
      Spec spec = Spec.parse(args[2 + i]);
      boolean library = i % 2 == 0;
      if (i < before) {
        get(spec, library);
        continue;
      }
      Failure.Work work =
          () -> {
            ready.countDown();
            go.await();
            get(spec, library);
            done.countDown();
          };
      BlockingApp.thread(args[0].equals("virtual"), () -> failure.run(work));
    }
    ready.await();
    go.countDown();
    boolean all = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    System.out.println("deadlocked " + (deadlocked == null ? 0 : deadlocked.length));
    failure.rethrow();
    System.out.println(all ? "all done" : "not all done");
    if (!all) {
      System.exit(1);
    }
  }

  private static void get(Spec spec, boolean library) throws Exception {
    String path = "/get/" + spec.tag + "-1000.bin";
    if (library) {
      FTPClient ftp = CommonsNetApp.connect(spec);
      ftp.setFileType(FTP.BINARY_FILE_TYPE);
      ftp.retrieveFile(path, new ByteArrayOutputStream());
      ftp.logout();
      ftp.disconnect();
    } else {
      try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
        ftp.login("test");
        ftp.command("TYPE I");
        ftp.download("RETR " + path);
      }
    }
  }
}
