package io.ftplens.it.app.bench;

/** Repeats a request to a server in this JVM, and prints how many a second there were. */
final class Requests {
  private static final int BATCHES = 15;

  private Requests() {}

  /**
   * Prints the median rate of the batches, and the CPU time of all of them, which the JVM knows to
   * 10 ms only.
   *
   * @param warmUp until the compiler is done: before, each JVM is as fast as it happens to be
   */
  static void measure(int warmUp, int times, Meter.Operation request) throws Exception {
    repeat(Figures.scaled(warmUp), request);
    int batch = Figures.scaled(times);
    double[] rates = new double[BATCHES];
    long process = Figures.processCpu();
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      repeat(batch, request);
      rates[i] = batch / ((System.nanoTime() - start) / 1e9);
    }
    double cpu = (double) (Figures.processCpu() - process) / BATCHES / batch;
    Figures.print("rate", Figures.median(rates));
    Figures.print("process.cpu", cpu);
  }

  private static void repeat(int times, Meter.Operation request) throws Exception {
    for (int i = 0; i < times; i++) {
      request.run();
    }
  }
}
