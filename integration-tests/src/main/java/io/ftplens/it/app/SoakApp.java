package io.ftplens.it.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Opens sessions of all kinds, and drops them, lets them time out, and interrupts them, at random;
 * says what was completed, and in between, when no session is open, what is left of them.
 *
 * <p>Takes the seed, the rounds, the seconds of a round, the sessions a second of each worker, and
 * the ports of the servers: of the recording one, of Apache's, and of one that says nothing.
 */
public final class SoakApp {
  private static final int WORKERS = 8;

  private final long seed;
  private final int rounds;
  private final long roundNanos;
  private final long pauseNanos;
  private final int[] ports;
  private final List<Thread> workers = new ArrayList<>();
  private final boolean[] atWork = new boolean[WORKERS];

  /** All workers and the sampler meet at the end of each round, and after its sample. */
  private final CyclicBarrier rest = new CyclicBarrier(WORKERS + 1);

  private final Failure failure = new Failure();
  private volatile long roundEnd;

  private SoakApp(String[] args) {
    seed = Long.parseLong(args[0]);
    rounds = Integer.parseInt(args[1]);
    roundNanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(args[2]));
    pauseNanos = (long) (TimeUnit.SECONDS.toNanos(1) / Double.parseDouble(args[3]));
    ports = new int[args.length - 4];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = Integer.parseInt(args[4 + i]);
    }
  }

  /** See above. */
  public static void main(String[] args) throws Exception {
    new SoakApp(args).run();
  }

  private void run() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    daemon("deadlock detector", this::watchForDeadlocks);
    roundEnd = System.nanoTime() + roundNanos;
    for (int i = 0; i < WORKERS; i++) {
      int number = i;
      Thread worker = new Thread(() -> failure.run(() -> work(number)), "worker-" + i);
      workers.add(worker);
      worker.start();
    }
    daemon("heckler", this::heckle);
    for (int i = 0; i < rounds; i++) {
      meet();
      System.out.println("sample " + sample(beans));
      roundEnd = System.nanoTime() + roundNanos;
      meet();
    }
    failure.rethrow();
  }

  private void meet() throws Exception {
    rest.await(2, TimeUnit.MINUTES);
  }

  private void work(int number) throws Exception {
    Random random = new Random(seed + number);
    SoakJobs jobs = new SoakJobs(number, random, ports);
    for (int i = 0; i < rounds; i++) {
      atWork(number, true);
      while (System.nanoTime() < roundEnd) {
        try {
          jobs.one();
        } catch (Exception e) {
          jobs.failed(e);
        }
        LockSupport.parkNanos((long) (random.nextDouble() * 2 * pauseNanos));
      }
      atWork(number, false);
      Thread.interrupted();
      System.out.println("worker " + number + " " + jobs.counts());
      meet();
      meet();
    }
  }

  private synchronized void atWork(int worker, boolean is) {
    atWork[worker] = is;
  }

  /** Interrupts a worker now and then, whatever it does, but not while it rests. */
  private void heckle() {
    Random random = new Random(seed - 1);
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(200)));
      interrupt(random.nextInt(WORKERS));
    }
  }

  private synchronized void interrupt(int worker) {
    if (atWork[worker]) {
      workers.get(worker).interrupt();
    }
  }

  private void watchForDeadlocks() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    while (true) {
      if (threads.findDeadlockedThreads() != null) {
        System.out.println("deadlock");
        System.exit(3);
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
  }

  private static String sample(MBeanServer beans) throws Exception {
    ObjectName agent = new ObjectName("io.ftplens:type=Agent");
    ObjectName system = new ObjectName("java.lang:type=OperatingSystem");
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return "heap="
        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + " classes="
        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
        + " descriptors="
        + beans.getAttribute(system, "OpenFileDescriptorCount")
        + " threads="
        + ManagementFactory.getThreadMXBean().getThreadCount()
        + " sessions="
        + beans.getAttribute(agent, "Sessions")
        + " own_errors="
        + beans.getAttribute(agent, "OwnErrors");
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
