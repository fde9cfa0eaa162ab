package io.ftplens.core.hook;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One row of the hook table: at this point of this method, call this hook with these values. */
final class HookRow {
  private final HookedMethod method;
  private final HookPoint point;
  private final int replaced;
  private final Hook hook;
  private final List<Operand> operands;

  /**
   * Makes a row.
   *
   * @param replaced the parameter that takes what the hook returns, for {@link
   *     HookPoint#REPLACE_PARAMETER}; else -1
   * @param operands what is pushed after the returned value or the Throwable
   */
  HookRow(HookedMethod method, HookPoint point, int replaced, Hook hook, Operand... operands) {
    this.method = method;
    this.point = point;
    this.replaced = replaced;
    this.hook = hook;
    this.operands = Collections.unmodifiableList(Arrays.asList(operands));
  }

  HookedMethod method() {
    return method;
  }

  HookPoint point() {
    return point;
  }

  int replaced() {
    return replaced;
  }

  Hook hook() {
    return hook;
  }

  List<Operand> operands() {
    return operands;
  }

  @Override
  public String toString() {
    return method + " " + point;
  }
}
