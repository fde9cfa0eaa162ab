package io.ftplens.core.hook;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One row of the hook table: at this point of this method, call this hook with these values. */
final class HookRow {
  private final String owner;
  private final String method;
  private final String descriptor;
  private final HookPoint point;
  private final String hook;
  private final String hookDescriptor;
  private final List<Operand> operands;
  private final boolean optional;

  HookRow(
      String owner,
      String method,
      String descriptor,
      HookPoint point,
      String hook,
      String hookDescriptor,
      Operand... operands) {
    this(owner, method, descriptor, point, hook, hookDescriptor, Arrays.asList(operands), false);
  }

  private HookRow(
      String owner,
      String method,
      String descriptor,
      HookPoint point,
      String hook,
      String hookDescriptor,
      List<Operand> operands,
      boolean optional) {
    this.owner = owner;
    this.method = method;
    this.descriptor = descriptor;
    this.point = point;
    this.hook = hook;
    this.hookDescriptor = hookDescriptor;
    this.operands = Collections.unmodifiableList(operands);
    this.optional = optional;
  }

  /** The same row for a method that some builds of a JDK release lack. */
  HookRow whereItExists() {
    return new HookRow(owner, method, descriptor, point, hook, hookDescriptor, operands, true);
  }

  /** The class, as an internal name. */
  String owner() {
    return owner;
  }

  String method() {
    return method;
  }

  String descriptor() {
    return descriptor;
  }

  HookPoint point() {
    return point;
  }

  /** The static method of the hook class. */
  String hook() {
    return hook;
  }

  String hookDescriptor() {
    return hookDescriptor;
  }

  /** What is pushed after the returned value or the Throwable. */
  List<Operand> operands() {
    return operands;
  }

  /** True if it is no fault that this row finds no method. */
  boolean optional() {
    return optional;
  }

  @Override
  public String toString() {
    return owner.replace('/', '.') + "." + method + descriptor + " " + point;
  }
}
