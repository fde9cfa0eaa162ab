package io.ftplens.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.AgentJar;
import io.ftplens.it.jvm.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A copy of the agent's jar that has a fault. */
final class FaultyJar {
  /** What an injected error says. */
  static final String MESSAGE = "on purpose";

  private final Map<String, byte[]> entries;
  private int changes;

  private FaultyJar(Map<String, byte[]> entries) {
    this.entries = entries;
  }

  /** A copy without a fault. */
  static FaultyJar copy() throws IOException {
    return new FaultyJar(entries(Files.newInputStream(Artifacts.agent())));
  }

  /** Has a method throw an error, whatever it is called with. */
  FaultyJar throwing(String className, String method, Class<? extends Throwable> error)
      throws IOException {
    return editing(className, classFile -> thrower(classFile, method, Type.getInternalName(error)));
  }

  /** Changes a string constant of a class. */
  FaultyJar renaming(String className, String from, String to) throws IOException {
    return editing(className, classFile -> renamed(classFile, from, to));
  }

  /** Changes an entry of the jar; null takes it out. */
  FaultyJar with(String entry, UnaryOperator<byte[]> change) {
    byte[] before = entries.get(entry);
    assertThat(before).as(entry).isNotNull();
    byte[] after = change.apply(before);
    if (after == null) {
      entries.remove(entry);
    } else {
      entries.put(entry, after);
    }
    changes++;
    return this;
  }

  /** Writes it. */
  Path to(Path file) throws IOException {
    assertThat(changes).as("faults").isPositive();
    try (OutputStream out = Files.newOutputStream(file)) {
      write(entries, out, true);
    }
    return file;
  }

  private FaultyJar editing(String className, UnaryOperator<byte[]> change) throws IOException {
    String name = className.replace('.', '/') + ".classdata";
    if (entries.containsKey("inst/" + name)) {
      return with("inst/" + name, change);
    }
    for (String archive : AgentJar.ARCHIVES) {
      Map<String, byte[]> nested = entries(new ByteArrayInputStream(entries.get(archive)));
      byte[] before = nested.get(name);
      if (before != null) {
        nested.put(name, change.apply(before));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(nested, out, false);
        return with(archive, same -> out.toByteArray());
      }
    }
    throw new AssertionError("no class " + className + " in the agent's jar");
  }

  private static byte[] thrower(byte[] classFile, String method, String error) {
    boolean[] found = new boolean[1];
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor to = super.visitMethod(access, name, descriptor, signature, thrown);
                if (!name.equals(method) || (access & Opcodes.ACC_ABSTRACT) != 0) {
                  return to;
                }
                found[0] = true;
                throwNew(to, error);
                return null;
              }
            },
            ClassReader.SKIP_DEBUG);
    assertThat(found[0]).as("a method " + method).isTrue();
    return writer.toByteArray();
  }

  private static void throwNew(MethodVisitor to, String error) {
    to.visitCode();
    to.visitTypeInsn(Opcodes.NEW, error);
    to.visitInsn(Opcodes.DUP);
    to.visitLdcInsn(MESSAGE);
    to.visitMethodInsn(
        Opcodes.INVOKESPECIAL, error, "<init>", "(Ljava/lang/String;)V", /* isInterface= */ false);
    to.visitInsn(Opcodes.ATHROW);
    to.visitMaxs(0, 0);
    to.visitEnd();
  }

  private static byte[] renamed(byte[] classFile, String from, String to) {
    boolean[] found = new boolean[1];
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    found[0] |= from.equals(value);
                    super.visitLdcInsn(from.equals(value) ? to : value);
                  }
                };
              }
            },
            0);
    assertThat(found[0]).as("a constant " + from).isTrue();
    return writer.toByteArray();
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** As our build does: the archives are stored as they are. */
  private static void write(Map<String, byte[]> entries, OutputStream out, boolean stored)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(each.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(each.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(each.getValue());
      }
    }
  }
}
