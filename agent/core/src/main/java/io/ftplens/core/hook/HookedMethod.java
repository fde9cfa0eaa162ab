package io.ftplens.core.hook;

import java.util.List;

/** A method to be hooked; its methods add rows to the table it was made for. */
final class HookedMethod {
  private final List<HookRow> table;
  private final String owner;
  private final String name;
  private final String descriptor;
  private boolean optional;

  /**
   * Names a method.
   *
   * @param table where rows are added
   * @param owner the class, as an internal name
   */
  HookedMethod(List<HookRow> table, String owner, String name, String descriptor) {
    this.table = table;
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
  }

  /** It is no fault if this method is not there: some builds of a release lack it. */
  HookedMethod optionalIf(boolean mayLack) {
    optional = mayLack;
    return this;
  }

  HookedMethod onEntry(Hook hook, Operand... operands) {
    return add(HookPoint.ENTRY, -1, hook, operands);
  }

  HookedMethod replaceParameter(int parameter, Hook hook, Operand... operands) {
    return add(HookPoint.REPLACE_PARAMETER, parameter, hook, operands);
  }

  HookedMethod onReturn(Hook hook, Operand... operands) {
    return add(HookPoint.EXIT, -1, hook, operands);
  }

  HookedMethod replaceReturned(Hook hook, Operand... operands) {
    return add(HookPoint.REPLACE_RETURNED, -1, hook, operands);
  }

  HookedMethod onThrow(Hook hook, Operand... operands) {
    return add(HookPoint.THROW, -1, hook, operands);
  }

  HookedMethod replaceThrown(Hook hook, Operand... operands) {
    return add(HookPoint.REPLACE_THROWN, -1, hook, operands);
  }

  private HookedMethod add(HookPoint point, int replaced, Hook hook, Operand... operands) {
    table.add(new HookRow(this, point, replaced, hook, operands));
    return this;
  }

  /** The class, as an internal name. */
  String owner() {
    return owner;
  }

  /** Whether this is the method of that name and descriptor. */
  boolean is(String otherName, String otherDescriptor) {
    return name.equals(otherName) && descriptor.equals(otherDescriptor);
  }

  boolean optional() {
    return optional;
  }

  @Override
  public String toString() {
    return owner.replace('/', '.') + "." + name + descriptor;
  }
}
