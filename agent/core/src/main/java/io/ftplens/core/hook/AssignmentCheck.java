package io.ftplens.core.hook;

import java.util.HashSet;
import java.util.List;
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
  private final Set<String> sound;
  private boolean assigned;

  /**
   * Checks one method.
   *
   * @param sound takes name and descriptor of the method if all is well
   */
  AssignmentCheck(String name, String descriptor, List<HookRow> rows, Set<String> sound) {
    super(Opcodes.ASM9);
    this.method = name + descriptor;
    this.sound = sound;
    needed.add(0);
    ParameterSlots slots = new ParameterSlots(descriptor);
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
      sound.add(method);
    }
  }
}
