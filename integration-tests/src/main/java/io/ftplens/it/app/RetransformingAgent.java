package io.ftplens.it.app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** An agent of somebody else that looks at the JDK's socket classes, and so gives them anew. */
public final class RetransformingAgent {
  private RetransformingAgent() {}

  /** Retransforms every loaded class of sockets and channels, and changes nothing. */
  public static void premain(String argument, Instrumentation instrumentation) throws Exception {
    ClassFileTransformer nothing =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] file) {
            return null;
          }
        };
    instrumentation.addTransformer(nothing, true);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName();
      if ((name.startsWith("sun.nio.ch.") || name.startsWith("java.net."))
          && name.contains("Socket")
          && instrumentation.isModifiableClass(type)) {
        instrumentation.retransformClasses(type);
      }
    }
    System.out.println("retransformed");
  }
}
