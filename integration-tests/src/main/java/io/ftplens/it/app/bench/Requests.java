package io.ftplens.it.app.bench;

/** Repeats a request to a server in this JVM, and prints how many a second there were. */
final class Requests {
  private static final int BATCHES = 15;

  private Requests() {}

  /**
   * Prints the rate of each batch, and the CPU time of all of them, which the JVM knows to 10 ms
   * only.
   *
   * @param warmUp until the compiler is done: before, each JVM is as fast as it happens to be
   */
  static void measure(int warmUp, int times, Meter.Operation request) throws Exception {
    repeat(Figures.scaled(warmUp), request);
    int batch = Figures.scaled(times);
    double[] rates = new double[BATCHES];
    double cpu = 0;
    for (int i = 0; i < BATCHES; i++) {
      Turns.next();
      long process = Figures.processCpu();
      long start = System.nanoTime();
      repeat(batch, request);
      rates[i] = batch / ((System.nanoTime() - start) / 1e9);
      cpu += Figures.processCpu() - process;
    }
    Figures.print("rate", rates);
    Figures.print("process.cpu", cpu / BATCHES / batch);
  }

  private static void repeat(int times, Meter.Operation request) throws Exception {
    for (int i = 0; i < times; i++) {
      request.run();
    }
  }
}
