package io.ftplens.it.app.bench;

/** Repeats a request to a server in this JVM, and prints how many a second there were. */
final class Requests {
  private static final int BATCHES = 15;

  private Requests() {}

  /** Prints the median of the batches. */
  static void measure(int warmUp, int times, Meter.Operation request) throws Exception {
    repeat(Figures.scaled(warmUp), request);
    int batch = Figures.scaled(times);
    double[] rates = new double[BATCHES];
    double[] cpu = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long process = Figures.processCpu();
      long start = System.nanoTime();
      repeat(batch, request);
      rates[i] = batch / ((System.nanoTime() - start) / 1e9);
      cpu[i] = (double) (Figures.processCpu() - process) / batch;
    }
    Figures.print("rate", Figures.median(rates));
    Figures.print("process.cpu", Figures.median(cpu));
  }

  private static void repeat(int times, Meter.Operation request) throws Exception {
    for (int i = 0; i < times; i++) {
      request.run();
    }
  }
}
