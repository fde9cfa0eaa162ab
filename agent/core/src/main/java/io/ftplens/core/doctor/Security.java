package io.ftplens.core.doctor;

/** How the connections are protected. */
enum Security {
  PLAIN("plain"),
  EXPLICIT_TLS("AUTH TLS"),
  IMPLICIT_TLS("implicit TLS");

  /** For the table. */
  final String text;

  Security(String text) {
    this.text = text;
  }

  boolean tls() {
    return this != PLAIN;
  }
}
