package io.ftplens.it.app.bench;

/** Repeats an operation until it is compiled, then measures what batches of it cost this thread. */
final class Meter {
  private static final int BATCHES = 15;

  private Meter() {}

  /** What is measured. */
  interface Operation {
    void run() throws Exception;
  }

  /**
   * Prints nanoseconds of CPU of one operation in each batch, and the median of bytes allocated.
   */
  static void measure(String name, int warmUp, int times, Operation operation) throws Exception {
    repeat(Figures.scaled(warmUp), operation);
    int batch = Figures.scaled(times);
    double[] cpu = new double[BATCHES];
    double[] allocated = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      Turns.next();
      long bytes = Figures.allocated();
      long start = Figures.threadCpu();
      repeat(batch, operation);
      long end = Figures.threadCpu();
      cpu[i] = (double) (end - start) / batch;
      allocated[i] = (double) (Figures.allocated() - bytes) / batch;
    }
    Figures.print(name + ".cpu", cpu);
    Figures.print(name + ".allocated", Figures.median(allocated));
  }

  private static void repeat(int times, Operation operation) throws Exception {
    for (int i = 0; i < times; i++) {
      operation.run();
    }
  }
}
