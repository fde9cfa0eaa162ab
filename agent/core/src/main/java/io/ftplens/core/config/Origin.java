package io.ftplens.core.config;

/** Where the value of a setting comes from. */
enum Origin {
  DEFAULT("default"),
  PROPERTY("system property"),
  VARIABLE("environment"),
  ARGUMENT("agent argument"),
  SET("set while running");

  /** For a person. */
  final String text;

  Origin(String text) {
    this.text = text;
  }
}
