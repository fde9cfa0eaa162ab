package sun.misc;

import java.util.function.BiFunction;

/**
 * Defines classes in the boot loader. In {@code sun.misc}, because module {@code jdk.unsupported}
 * opens that package to everybody, and {@code java.base} exports its inner Unsafe to that module.
 *
 * <p>There is one instance, and whoever asks first gets it: that is who has defined this class.
 */
public final class FtplensDefiner implements BiFunction<String, byte[], Class<?>> {
  private static boolean taken;

  private FtplensDefiner() {}

  /**
   * The only instance, for who defines classes by their names and class files.
   *
   * @throws IllegalStateException if it was taken before
   */
  public static synchronized BiFunction<String, byte[], Class<?>> take() {
    if (taken) {
      throw new IllegalStateException("taken already");
    }
    taken = true;
    return new FtplensDefiner();
  }

  @Override
  public Class<?> apply(String name, byte[] classFile) {
    return jdk.internal.misc.Unsafe.getUnsafe()
        .defineClass(name, classFile, 0, classFile.length, null, null);
  }
}
