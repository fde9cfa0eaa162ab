package io.ftplens.it.app;

/** Carries what went wrong in one thread over to another. */
final class Failure {
  private volatile Throwable cause;

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  void run(Work work) {
    try {
      work.run();
    } catch (Throwable failed) {
      cause = failed;
    }
  }

  void rethrow() throws Exception {
    if (cause != null) {
      throw new Exception("in another thread", cause);
    }
  }
}
