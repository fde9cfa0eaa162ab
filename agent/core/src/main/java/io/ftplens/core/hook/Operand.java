package io.ftplens.core.hook;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value that woven code pushes for a hook: this, a parameter, a field, or a constant. */
final class Operand {
  /** What kind of value it is. */
  enum Kind {
    SELF,
    PARAMETER,
    FIELD_PATH,
    CONSTANT
  }

  private final Kind kind;
  private final int number;
  private final List<Field> path;

  private Operand(Kind kind, int number, List<Field> path) {
    this.kind = kind;
    this.number = number;
    this.path = path;
  }

  static Operand self() {
    return new Operand(Kind.SELF, 0, Collections.emptyList());
  }

  /** The parameter at this position, the first being 0. */
  static Operand parameter(int index) {
    return new Operand(Kind.PARAMETER, index, Collections.emptyList());
  }

  static Operand constant(int value) {
    return new Operand(Kind.CONSTANT, value, Collections.emptyList());
  }

  /** Fields followed from this on. */
  static Operand path(Field... fields) {
    return new Operand(Kind.FIELD_PATH, 0, Arrays.asList(fields));
  }

  Kind kind() {
    return kind;
  }

  /** The parameter's index, or the constant. */
  int number() {
    return number;
  }

  List<Field> fields() {
    return path;
  }

  /** A field as an instruction names it. */
  static final class Field {
    final String owner;
    final String name;

    /** Null where it differs between JDKs: then it is looked up in the woven class itself. */
    final @Nullable String descriptor;

    private Field(String owner, String name, @Nullable String descriptor) {
      this.owner = owner;
      this.name = name;
      this.descriptor = descriptor;
    }

    static Field of(String owner, String name, String descriptor) {
      return new Field(owner, name, descriptor);
    }

    /** A field that the woven class declares, whatever its type on this JDK. */
    static Field declared(String owner, String name) {
      return new Field(owner, name, null);
    }
  }
}
