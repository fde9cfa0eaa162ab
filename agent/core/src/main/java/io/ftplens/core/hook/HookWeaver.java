package io.ftplens.core.hook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
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
    HookScan scan = new HookScan(rows);
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (scan.sound().isEmpty()) {
      return null;
    }
    // Given the reader, the writer copies methods that nobody touches as they are.
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
            List<HookRow> own = scan.sound().get(name + descriptor);
            if (own == null) {
              return next;
            }
            matched.addAll(own);
            ParameterSlots slots =
                new ParameterSlots(descriptor, (access & Opcodes.ACC_STATIC) != 0);
            return new HookInserter(next, descriptor, slots, own, scan.declaredFields());
          }
        },
        0);
    return writer.toByteArray();
  }
}
