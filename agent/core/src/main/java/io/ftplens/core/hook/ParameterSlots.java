package io.ftplens.core.hook;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Where the parameters of an instance method lie among its local variables. */
final class ParameterSlots {
  private final Type[] types;

  ParameterSlots(String descriptor) {
    types = Type.getArgumentTypes(descriptor);
  }

  /** The local variable that holds the parameter on entry; this is 0. */
  int slot(int parameter) {
    int slot = 1;
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
