package io.ftplens.core.hook;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Reads a method and tells whether what its hooks are given still holds the caller's values at the
 * method's end; a JDK that reuses a parameter as a variable must not make us report wrong bytes.
 */
final class AssignmentCheck extends MethodVisitor {
  private final Set<Integer> needed = new HashSet<>();
  private final String method;
  private final List<HookRow> rows;
  private final Map<String, List<HookRow>> sound;
  private boolean assigned;

  /**
   * Checks one method.
   *
   * @param method its name and descriptor
   * @param sound takes the method and its rows if all is well
   */
  AssignmentCheck(
      String method, ParameterSlots slots, List<HookRow> rows, Map<String, List<HookRow>> sound) {
    super(Opcodes.ASM9);
    this.method = method;
    this.rows = rows;
    this.sound = sound;
    if (slots.first() == 1) {
      needed.add(0);
    }
    for (HookRow row : rows) {
      for (Operand operand : row.operands()) {
        if (operand.kind() == Operand.Kind.PARAMETER && !atEntry(row.point())) {
          needed.add(slots.slot(operand.number()));
        }
      }
    }
  }

  private static boolean atEntry(HookPoint point) {
    return point == HookPoint.ENTRY || point == HookPoint.REPLACE_PARAMETER;
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      assigned |= needed.contains(slot);
    }
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    assigned |= needed.contains(slot);
  }

  @Override
  public void visitEnd() {
    if (!assigned) {
      sound.put(method, rows);
    }
  }
}
