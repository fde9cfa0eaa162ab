package io.ftplens.protocol.event;

/** One diagnosis: its kind, and what was seen this time. */
public final class Diagnosis {
  private final DiagnosisKind kind;
  private final String message;

  /**
   * Makes a diagnosis.
   *
   * @param kind what was recognised
   * @param message what happened, why, and the remedy, as one line a person can act on; may carry
   *     text of the server, so sinks escape it
   */
  public Diagnosis(DiagnosisKind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  /** What was recognised. */
  public DiagnosisKind kind() {
    return kind;
  }

  /** What happened, why, and the remedy. */
  public String message() {
    return message;
  }

  @Override
  public String toString() {
    return kind.value() + ": " + message;
  }
}
