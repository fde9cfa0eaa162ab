package io.ftplens.core.hook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rows of one class to its class file.
 *
 * <p>Calls are inserted, and at some points what a call returns takes the place of a parameter, of
 * the returned value or of the thrown exception. No branch, local variable or exception handler is
 * added, so the stack-map frames of the JDK stay valid as they are.
 */
final class HookWeaver {
  private final List<HookRow> rows;
  private final Set<HookRow> matched = new LinkedHashSet<>();
  private final Map<String, String> declaredFields = new HashMap<>();

  /** Makes a weaver for the rows of one class. */
  HookWeaver(List<HookRow> rows) {
    this.rows = rows;
  }

  /** The rows that found their method and were woven. */
  Set<HookRow> matched() {
    return matched;
  }

  /** Returns the woven class file; null if no row matched. */
  byte @Nullable [] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
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
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Set<String> sound = soundMethods(reader);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<HookRow> own =
                sound.contains(name + descriptor) ? rowsOf(name, descriptor) : none();
            matched.addAll(own);
            return own.isEmpty() ? next : new HookInserter(next, descriptor, own, declaredFields);
          }
        },
        0);
    return matched.isEmpty() ? null : writer.toByteArray();
  }

  /** The hooked methods that assign neither this nor a parameter that a hook is to be given. */
  private Set<String> soundMethods(ClassReader reader) {
    Set<String> sound = new LinkedHashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            List<HookRow> own = rowsOf(name, descriptor);
            if (own.isEmpty() || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) != 0) {
              return null;
            }
            return new AssignmentCheck(name, descriptor, own, sound);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return sound;
  }

  private List<HookRow> rowsOf(String method, String descriptor) {
    List<HookRow> own = new ArrayList<>();
    for (HookRow row : rows) {
      if (row.method().is(method, descriptor) && fieldsExist(row)) {
        own.add(row);
      }
    }
    return own;
  }

  private boolean fieldsExist(HookRow row) {
    for (Operand operand : row.operands()) {
      for (Operand.Field field : operand.fields()) {
        if (field.descriptor == null && !declaredFields.containsKey(field.name)) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<HookRow> none() {
    return new ArrayList<>();
  }
}
