package io.ftplens.core.hook;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Copies one method and inserts the calls of its hooks. */
final class HookInserter extends MethodVisitor {
  private static final String HOOKS = "java/lang/FtplensHooks";

  private final List<HookRow> rows;
  private final Map<String, String> declaredFields;
  private final ParameterSlots slots;
  private final Type returned;

  HookInserter(
      MethodVisitor next,
      String descriptor,
      ParameterSlots slots,
      List<HookRow> rows,
      Map<String, String> declaredFields) {
    super(Opcodes.ASM9, next);
    this.rows = rows;
    this.declaredFields = declaredFields;
    this.slots = slots;
    this.returned = Type.getReturnType(descriptor);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    insert(HookPoint.ENTRY);
    insert(HookPoint.REPLACE_PARAMETER);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      insert(HookPoint.REPLACE_RETURNED);
      insert(HookPoint.EXIT);
    } else if (opcode == Opcodes.ATHROW) {
      insert(HookPoint.THROW);
      insert(HookPoint.REPLACE_THROWN);
    }
    super.visitInsn(opcode);
  }

  private void insert(HookPoint point) {
    for (HookRow row : rows) {
      if (row.point() == point) {
        pushFirst(point);
        for (Operand operand : row.operands()) {
          push(operand);
        }
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, HOOKS, row.hook().method, row.hook().descriptor, false);
        takeResult(point, row);
      }
    }
  }

  private void takeResult(HookPoint point, HookRow row) {
    if (point == HookPoint.REPLACE_PARAMETER) {
      super.visitVarInsn(slots.storeOpcode(row.replaced()), slots.slot(row.replaced()));
    } else if (point == HookPoint.REPLACE_RETURNED && returned.getSort() == Type.OBJECT) {
      super.visitTypeInsn(Opcodes.CHECKCAST, returned.getInternalName());
    }
  }

  private void pushFirst(HookPoint point) {
    if (point == HookPoint.THROW) {
      super.visitInsn(Opcodes.DUP);
    } else if (point == HookPoint.EXIT && returned.getSort() != Type.VOID) {
      super.visitInsn(returned.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
    }
  }

  private void push(Operand operand) {
    switch (operand.kind()) {
      case SELF:
        super.visitVarInsn(Opcodes.ALOAD, 0);
        break;
      case PARAMETER:
        super.visitVarInsn(slots.loadOpcode(operand.number()), slots.slot(operand.number()));
        break;
      case CONSTANT:
        super.visitIntInsn(Opcodes.SIPUSH, operand.number());
        break;
      case FIELD_PATH:
        super.visitVarInsn(Opcodes.ALOAD, 0);
        for (Operand.Field field : operand.fields()) {
          String descriptor =
              field.descriptor != null ? field.descriptor : declaredFields.get(field.name);
          super.visitFieldInsn(
              Opcodes.GETFIELD, field.owner, field.name, requireNonNull(descriptor));
        }
        break;
    }
  }
}
