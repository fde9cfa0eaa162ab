package io.ftplens.core.hook;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hook class that a JVM has already is the one this version brings: a class in the boot
 * loader stays for good, and woven code that calls a method it lacks would throw into the
 * application.
 */
final class HookClassVersion {
  private HookClassVersion() {}

  /** Whether the class has exactly the methods of the class file, private ones aside. */
  static boolean same(Class<?> defined, byte[] classFile) {
    return methods(defined).equals(methods(classFile));
  }

  private static Set<String> methods(Class<?> type) {
    Set<String> methods = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!Modifier.isPrivate(method.getModifiers())) {
        methods.add(method.getName() + Type.getMethodDescriptor(method));
      }
    }
    return methods;
  }

  private static Set<String> methods(byte[] classFile) {
    Set<String> methods = new TreeSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                if ((access & Opcodes.ACC_PRIVATE) == 0 && name.charAt(0) != '<') {
                  methods.add(name + descriptor);
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return methods;
  }
}
