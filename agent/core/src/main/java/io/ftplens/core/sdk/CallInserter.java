package io.ftplens.core.sdk;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Inserts one static call into one class; adds no branch, no local variable and no handler, so the
 * stack-map frames stay valid.
 */
final class CallInserter implements ClassFileTransformer {
  /** Where the call goes. */
  enum Kind {
    /** At the start of {@code Logger.getLogger(String)}, with its argument. */
    FACTORY("logger", "(Ljava/lang/String;)V"),
    /** At the end of every constructor, with the new object. */
    CONSTRUCTOR("tracerProvider", "(Ljava/lang/Object;)V");

    private final String hook;
    private final String descriptor;

    Kind(String hook, String descriptor) {
      this.hook = hook;
      this.descriptor = descriptor;
    }

    boolean wants(String name, String methodDescriptor) {
      return this == FACTORY
          ? name.equals("getLogger") && methodDescriptor.startsWith("(Ljava/lang/String;)")
          : name.equals("<init>");
    }
  }

  private static final String HOOKS = "java/lang/FtplensHooks";

  private final Class<?> type;
  private final Kind kind;
  private final Consumer<Throwable> errors;

  CallInserter(Class<?> type, Kind kind, Consumer<Throwable> errors) {
    this.type = type;
    this.kind = kind;
    this.errors = errors;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (redefined != type) {
      return null;
    }
    try {
      return weave(classFile);
    } catch (RuntimeException | LinkageError e) {
      errors.accept(e);
      return null;
    }
  }

  private byte[] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
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
            return kind.wants(name, descriptor) ? new Inserter(next) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  private final class Inserter extends MethodVisitor {
    Inserter(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (kind == Kind.FACTORY) {
        call();
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (kind == Kind.CONSTRUCTOR && opcode == Opcodes.RETURN) {
        call();
      }
      super.visitInsn(opcode);
    }

    /** The first slot holds what the hook wants: the argument of a static method, or this. */
    private void call() {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, kind.hook, kind.descriptor, false);
    }
  }
}
