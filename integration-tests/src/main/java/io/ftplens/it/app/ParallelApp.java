package io.ftplens.it.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** Holds many sessions at the same time: even ones with Commons Net, odd ones by hand. */
public final class ParallelApp {
  private ParallelApp() {}

  /** Takes one session each. */
  public static void main(String[] args) throws Exception {
    CyclicBarrier allLoggedIn = new CyclicBarrier(args.length);
    Failure failure = new Failure();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      int number = i;
      Spec spec = Spec.parse(args[i]);
      Failure.Work work =
          () -> {
            if (number % 2 == 0) {
              commonsNet(spec, number, allLoggedIn);
            } else {
              byHand(spec, number, allLoggedIn);
            }
          };
      Thread thread = new Thread(() -> failure.run(work), "session-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    failure.rethrow();
    System.out.println("all done");
  }

  private static void commonsNet(Spec spec, int number, CyclicBarrier all) throws Exception {
    FTPClient ftp = CommonsNetApp.connect(spec);
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    all.await(60, TimeUnit.SECONDS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    check(ftp.retrieveFile(download(spec, number), out) && out.size() == 10_000 + 7 * number);
    check(ftp.storeFile(upload(spec), new ByteArrayInputStream(Payload.of(5000 + number))));
    ftp.logout();
    ftp.disconnect();
  }

  private static void byHand(Spec spec, int number, CyclicBarrier all) throws Exception {
    try (BlockingClient ftp = new BlockingClient(spec, Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      all.await(60, TimeUnit.SECONDS);
      check(ftp.download("RETR " + download(spec, number)).length == 10_000 + 7 * number);
      ftp.upload("STOR " + upload(spec), Payload.of(5000 + number));
    }
  }

  private static String download(Spec spec, int number) {
    return "/get/" + spec.tag + "-" + (10_000 + 7 * number) + ".bin";
  }

  private static String upload(Spec spec) {
    return "/put/" + spec.tag + ".bin";
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not the file that was asked for");
    }
  }
}
