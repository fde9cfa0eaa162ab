package io.ftplens.it.backend;

/** Something that the machine lacks; the message says what to install. */
final class Missing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Missing(String message) {
    super(message);
  }
}
