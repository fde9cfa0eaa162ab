package io.ftplens.core.hook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads a class and finds the methods that can be woven soundly, and the rows of each. */
final class HookScan extends ClassVisitor {
  private final List<HookRow> rows;
  private final Map<String, String> declaredFields = new HashMap<>();
  private final Map<String, List<HookRow>> sound = new HashMap<>();

  HookScan(List<HookRow> rows) {
    super(Opcodes.ASM9);
    this.rows = rows;
  }

  /** The descriptors of the class's own fields, by name. */
  Map<String, String> declaredFields() {
    return declaredFields;
  }

  /**
   * The rows of each method, by its name and descriptor; only of methods that assign neither this
   * nor a parameter that a hook is to be given, and have whatever the rows name.
   */
  Map<String, List<HookRow>> sound() {
    return sound;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    declaredFields.put(name, descriptor);
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & Opcodes.ACC_ABSTRACT) != 0) {
      return null;
    }
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    List<HookRow> own = new ArrayList<>(2);
    for (HookRow row : rows) {
      if (row.method().is(name, descriptor) && has(row, isStatic)) {
        own.add(row);
      }
    }
    return own.isEmpty()
        ? null
        : new AssignmentCheck(
            name + descriptor, new ParameterSlots(descriptor, isStatic), own, sound);
  }

  private boolean has(HookRow row, boolean isStatic) {
    for (Operand operand : row.operands()) {
      if (isStatic
          && (operand.kind() == Operand.Kind.SELF || operand.kind() == Operand.Kind.FIELD_PATH)) {
        return false;
      }
      for (Operand.Field field : operand.fields()) {
        if (field.descriptor == null && !declaredFields.containsKey(field.name)) {
          return false;
        }
      }
    }
    return true;
  }
}
