package io.ftplens.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** The table against the JDK that builds: every row finds its method, every hook exists. */
class HookTableTest {
  private static final String HOOKS = "java/lang/FtplensHooks";

  @Test
  void everyRowOfThisJdkIsWoven() throws IOException {
    for (Map.Entry<String, List<HookRow>> group : groups(false).entrySet()) {
      HookWeaver weaver = new HookWeaver(group.getValue());
      assertThat(weaver.weave(classFile(group.getKey()))).isNotNull();
      assertThat(weaver.matched()).containsExactlyInAnyOrderElementsOf(group.getValue());
    }
  }

  @Test
  void theOldSocketImplementationIsWovenToo() throws IOException {
    for (Map.Entry<String, List<HookRow>> group : groups(true).entrySet()) {
      HookWeaver weaver = new HookWeaver(group.getValue());
      weaver.weave(classFile(group.getKey()));
      assertThat(weaver.matched()).containsExactlyInAnyOrderElementsOf(group.getValue());
    }
  }

  @Test
  void everyPointIsCalledAtLeastOnce() throws IOException {
    for (Map.Entry<String, List<HookRow>> group : groups(true).entrySet()) {
      byte[] woven = new HookWeaver(group.getValue()).weave(classFile(group.getKey()));
      Set<String> called = hookCalls(woven);
      for (HookRow row : group.getValue()) {
        assertThat(called)
            .as(row.toString())
            .contains(row.method() + ">" + row.hook().method + row.hook().descriptor);
      }
    }
  }

  @Test
  void everyHookIsAMethodOfTheHookClass() throws IOException {
    Set<String> hooks = new HashSet<>();
    new ClassReader(classFile(HOOKS))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if ((access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_PUBLIC) != 0) {
                  hooks.add(name + descriptor);
                }
                return null;
              }
            },
            0);
    for (int feature : new int[] {8, 11, 17, 21, 25}) {
      for (HookRow row : table(feature, true)) {
        assertThat(hooks).contains(row.hook().method + row.hook().descriptor);
      }
    }
  }

  @Test
  void weavingAddsNoFrameAndNoVariable() throws IOException {
    for (Map.Entry<String, List<HookRow>> group : groups(true).entrySet()) {
      byte[] before = classFile(group.getKey());
      byte[] after = new HookWeaver(group.getValue()).weave(before);
      assertThat(frames(after)).as(group.getKey()).isEqualTo(frames(before));
    }
  }

  @Test
  void theTableNamesTheImplementationOfEachRelease() {
    assertThat(owners(8))
        .contains("java/net/SocketInputStream")
        .doesNotContain("sun/nio/ch/NioSocketImpl");
    assertThat(owners(11)).contains("java/net/SocketInputStream");
    assertThat(owners(25))
        .contains("sun/nio/ch/NioSocketImpl")
        .doesNotContain("java/net/SocketInputStream");
  }

  /** As obfuscated programs name their classes. */
  @Test
  void namesOfOneLetterAreLookedAtLikeAnyOther() {
    for (char letter = 'a'; letter <= 'z'; letter++) {
      String name = String.valueOf(letter);
      assertThat(HookTable.mayName(name)).isFalse();
      assertThat(HookTable.names(name)).isFalse();
      assertThat(LibraryTable.mayName(name)).isFalse();
      assertThat(LibraryTable.hooks(name)).isFalse();
      assertThat(LibraryTable.nativeTransport(name)).isFalse();
    }
  }

  @Test
  void everyClassOfSomeReleaseIsNamedAndNoOther() throws IOException {
    Set<String> owners = new HashSet<>();
    for (int feature : new int[] {8, 11, 17, 21, 25}) {
      HookTable.of(feature, true).forEach(row -> owners.add(row.method().owner()));
    }
    assertThat(owners).allMatch(HookTable::names);
    assertThat(HookTable.names("java/net/Socket")).isFalse();
    assertThat(HookTable.names("java/lang/String")).isFalse();
  }

  private static List<HookRow> table(int feature, boolean plainSocketImpl) {
    List<HookRow> rows = new ArrayList<>(HookTable.of(feature, true));
    rows.addAll(ReadAheadRows.forJdk(feature, plainSocketImpl));
    return rows;
  }

  private static Set<String> owners(int feature) {
    Set<String> owners = new HashSet<>();
    table(feature, false).forEach(row -> owners.add(row.method().owner()));
    return owners;
  }

  private static Map<String, List<HookRow>> groups(boolean plainSocketImpl) {
    Map<String, List<HookRow>> groups = new LinkedHashMap<>();
    for (HookRow row : table(JavaBase.feature(), plainSocketImpl)) {
      groups.computeIfAbsent(row.method().owner(), owner -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static Set<String> hookCalls(byte[] classFile) {
    Set<String> calls = new HashSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String methodDescriptor, String s, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String descriptor, boolean itf) {
                    if (owner.equals(HOOKS)) {
                      calls.add(
                          new ClassReader(classFile).getClassName().replace('/', '.')
                              + "."
                              + method
                              + methodDescriptor
                              + ">"
                              + name
                              + descriptor);
                    }
                  }
                };
              }
            },
            0);
    return calls;
  }

  private static List<String> frames(byte[] classFile) {
    List<String> frames = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String descriptor, String s, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitFrame(
                      int type, int locals, Object[] local, int stacks, Object[] stack) {
                    frames.add(method + descriptor + type + locals + stacks);
                  }
                };
              }
            },
            0);
    return frames;
  }

  private static byte[] classFile(String internalName) throws IOException {
    String resource = internalName + ".class";
    try (InputStream in =
        internalName.equals(HOOKS)
            ? HookTableTest.class.getClassLoader().getResourceAsStream(resource)
            : ClassLoader.getPlatformClassLoader().getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return in.readAllBytes();
    }
  }
}
