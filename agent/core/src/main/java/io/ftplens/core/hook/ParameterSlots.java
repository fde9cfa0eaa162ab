package io.ftplens.core.hook;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Where the parameters of a method lie among its local variables. */
final class ParameterSlots {
  private final Type[] types;
  private final int first;

  ParameterSlots(String descriptor, boolean isStatic) {
    types = Type.getArgumentTypes(descriptor);
    first = isStatic ? 0 : 1;
  }

  /** The local variable of the first parameter: 1 behind this, 0 in a static method. */
  int first() {
    return first;
  }

  /** The local variable that holds the parameter on entry. */
  int slot(int parameter) {
    int slot = first;
    for (int i = 0; i < parameter; i++) {
      slot += types[i].getSize();
    }
    return slot;
  }

  /** The instruction that loads the parameter. */
  int loadOpcode(int parameter) {
    return types[parameter].getOpcode(Opcodes.ILOAD);
  }

  /** The instruction that stores into the parameter. */
  int storeOpcode(int parameter) {
    return types[parameter].getOpcode(Opcodes.ISTORE);
  }
}
