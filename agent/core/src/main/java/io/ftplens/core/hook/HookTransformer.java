package io.ftplens.core.hook;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Hands the class files of the hooked classes to their weavers, and those of others back. */
final class HookTransformer implements ClassFileTransformer {
  private final Map<String, HookWeaver> weavers;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  HookTransformer(Map<String, HookWeaver> weavers) {
    this.weavers = weavers;
  }

  /** What went wrong while weaving, one sentence each. */
  List<String> errors() {
    return errors;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || className == null || redefined == null) {
      return null;
    }
    HookWeaver weaver = weavers.get(className);
    if (weaver == null) {
      return null;
    }
    try {
      return weaver.weave(classFile);
    } catch (RuntimeException | LinkageError e) {
      errors.add(className.replace('/', '.') + " could not be woven: " + e);
      return null;
    }
  }
}
