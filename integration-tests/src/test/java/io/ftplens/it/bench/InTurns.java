package io.ftplens.it.bench;

import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * JVMs of which one goes on while the others wait, until it says that its turn is over: each batch
 * is measured right before and after one of the others. Machines have bad seconds.
 */
final class InTurns {
  private static final long MOST_MINUTES = 5;

  private final BlockingQueue<String> stops = new LinkedBlockingQueue<>();
  private final ChildJvm child;
  private ChildJvm.Running running;
  private boolean ended;

  private InTurns(ChildJvm child) {
    this.child =
        child
            .property("bench.turns", "true")
            .onStdout(
                line -> {
                  if (line.equals("turn") || line.equals("end")) {
                    stops.add(line);
                  }
                });
  }

  /** Runs them to their ends. */
  static List<ChildJvm.Exit> run(List<ChildJvm> children) {
    List<InTurns> all = children.stream().map(InTurns::new).toList();
    try {
      List<InTurns> left = new ArrayList<>(all);
      while (!left.isEmpty()) {
        for (InTurns each : left) {
          each.goOn();
        }
        left.removeIf(each -> each.ended);
      }
      return all.stream().map(each -> each.running.await().expectSuccess()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      all.stream().filter(each -> each.running != null).forEach(each -> each.running.kill());
    }
  }

  private void goOn() throws IOException, InterruptedException {
    if (running == null) {
      running = child.start();
    } else {
      running.type("");
    }
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    String stop = null;
    while (stop == null) {
      boolean alive = running.isAlive() && System.nanoTime() < end;
      stop = stops.poll(1, TimeUnit.SECONDS);
      if (stop == null && !alive) {
        throw new AssertionError(
            "its turn has no end\n" + running.stdoutSoFar() + running.stderrSoFar());
      }
    }
    ended = stop.equals("end");
  }
}
