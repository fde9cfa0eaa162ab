package io.ftplens.core.log;

import org.jspecify.annotations.Nullable;

/** The application's logging, as far as it is there already. */
interface ApplicationLoggers {
  /** Looks for copies that came into use since; takes some milliseconds at most. */
  void look();

  /**
   * Whose logger an event is to be written to; null if it is not there, or not ready yet.
   *
   * @throws Throwable what the application's logging throws
   */
  @Nullable Writer writer(LogEvent event) throws Throwable;

  /** Why {@link #writer} gives none. */
  WhyNot whyNot(LogEvent event);

  /** A logger of the application. */
  interface Writer {
    /**
     * Logs an event.
     *
     * @return false if the application's logging has been shut down
     * @throws Throwable what the application's logging throws
     */
    boolean write(LogEvent event) throws Throwable;

    /** Whether {@link #write} knows that the application's logging has been shut down. */
    boolean tellsItsEnd();
  }

  /** Why an event cannot be written. */
  enum WhyNot {
    /** There is no copy of SLF4J in sight. */
    ABSENT("the application has loaded no SLF4J", false),
    /** Nobody has asked it for a logger yet. */
    NOT_INITIALISED("the application has not initialised its logging", false),
    /** It found no provider, or failed, and will not try again. */
    FAILED("the application's SLF4J has no provider, or could not be initialised", true),
    /** Its parts cannot be reached. */
    UNKNOWN("the application's SLF4J is not as ftplens knows it", true);

    private final String text;
    private final boolean lasting;

    WhyNot(String text, boolean lasting) {
      this.text = text;
      this.lasting = lasting;
    }

    /** For a person. */
    String text() {
      return text;
    }

    /** Whether waiting is of no use. */
    boolean lasting() {
      return lasting;
    }
  }
}
