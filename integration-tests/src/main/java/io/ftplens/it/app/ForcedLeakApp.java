package io.ftplens.it.app;

import java.io.File;
import java.net.Socket;

/** Makes very many transfers in several shapes, and counts what is left of them. */
public final class ForcedLeakApp {
  private static final ActiveShape[] SHAPES = {
    ActiveShape.AFTER_150,
    ActiveShape.BEFORE_150,
    ActiveShape.PIPELINED_FIRST,
    ActiveShape.CHANNEL,
    ActiveShape.SELECTOR
  };
  private static final int PER_SESSION = 200;

  private ForcedLeakApp() {}

  /** Takes a session and the number of transfers. */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[0]);
    int count = Integer.parseInt(args[1]);
    transfers(spec, PER_SESSION);
    count("before");
    for (int done = 0; done < count; done += PER_SESSION) {
      transfers(spec, PER_SESSION);
    }
    count("after");
  }

  private static void transfers(Spec spec, int count) throws Exception {
    try (RawControl control = new RawControl(spec, "test")) {
      for (int i = 0; i < count; i++) {
        ActiveShape shape = SHAPES[i % SHAPES.length];
        try (Socket data = shape.open(control, "RETR /get/x-2000.bin")) {
          if (Payload.drain(data.getInputStream()).length != 2000) {
            throw new IllegalStateException("not the whole file, in " + shape);
          }
        }
        RawControl.expect(control.reply(), "226");
      }
    }
  }

  private static void count(String when) throws Exception {
    System.gc();
    Thread.sleep(500);
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    int threads = root.enumerate(new Thread[1000], true);
    String[] descriptors = new File("/proc/self/fd").list();
    System.out.println(when + " " + (descriptors == null ? 0 : descriptors.length) + " " + threads);
  }
}
