package io.ftplens.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {
  /** Goes into the jar: found by its service file, and names the loader it came from. */
  public static final class Hidden implements Callable<ClassLoader> {
    public Hidden() {}

    @Override
    public ClassLoader call() {
      return Hidden.class.getClassLoader();
    }
  }

  private static final String HIDDEN = Hidden.class.getName();
  private static final String SERVICE = "META-INF/services/" + Callable.class.getName();

  @TempDir Path directory;
  private File jar;
  private AgentClassLoader loader;

  @BeforeEach
  void makeJar() throws IOException {
    jar = directory.resolve("agent.jar").toFile();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar.toPath()))) {
      add(out, "inst/" + HIDDEN.replace('.', '/') + ".classdata", classFile(Hidden.class));
      add(out, "inst/java/util/ArrayList.classdata", classFile(Hidden.class));
      add(out, "inst/" + SERVICE, bytes(HIDDEN));
      add(out, "inst/hello.txt", bytes("inside"));
      add(out, "hello.txt", bytes("outside"));
      add(out, "only-outside.txt", bytes("outside"));
      add(out, "io/ftplens/Outside.class", classFile(Hidden.class));
    }
    loader = new AgentClassLoader(HiddenEntries.of(jar), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void definesWhatLiesUnderInst() throws Exception {
    Class<?> type = Class.forName(HIDDEN, true, loader);

    assertThat(type).isNotSameAs(Hidden.class);
    assertThat(type.getClassLoader()).isSameAs(loader);
    assertThat(type.getPackage().getName()).isEqualTo(Hidden.class.getPackageName());
    assertThat(type.getProtectionDomain().getCodeSource().getLocation())
        .isEqualTo(jar.toURI().toURL());
  }

  @Test
  void doesNotSeeTheApplication() {
    assertThatThrownBy(() -> loader.loadClass(AgentClassLoaderTest.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass("io.ftplens.Outside"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void isNotSeenByTheApplication() throws IOException {
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> application.loadClass(HIDDEN))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(application.getResource(HIDDEN.replace('.', '/') + ".class")).isNull();
    }
  }

  @Test
  void takesTheJdksClassesFromTheJdk() throws ClassNotFoundException {
    assertThat(loader.loadClass("java.util.ArrayList")).isSameAs(java.util.ArrayList.class);
  }

  @Test
  void findsResourcesUnderInstAlone() throws IOException {
    assertThat(read(loader.getResourceAsStream("hello.txt"))).isEqualTo("inside");
    assertThat(read(loader.getResource("hello.txt").openStream())).isEqualTo("inside");
    assertThat(Collections.list(loader.getResources("hello.txt")))
        .singleElement()
        .satisfies(url -> assertThat(read(url.openStream())).isEqualTo("inside"));
    assertThat(loader.getResource("only-outside.txt")).isNull();
    assertThat(loader.getResourceAsStream("only-outside.txt")).isNull();
    assertThat(Collections.list(loader.getResources("only-outside.txt"))).isEmpty();
  }

  @Test
  void doesNotFindResourcesOfItsParent() {
    assertThat(ClassLoader.getPlatformClassLoader().getResource("java/lang/Object.class"))
        .isNotNull();
    assertThat(loader.getResource("java/lang/Object.class")).isNull();
  }

  @Test
  void givesClassFilesByTheirUsualName() throws IOException {
    try (InputStream in = loader.getResourceAsStream(HIDDEN.replace('.', '/') + ".class")) {
      assertThat(in).hasBinaryContent(classFile(Hidden.class));
    }
  }

  @Test
  void findsServices() throws Exception {
    @SuppressWarnings("rawtypes")
    Iterator<Callable> services = ServiceLoader.load(Callable.class, loader).iterator();

    assertThat(services.next().call()).isSameAs(loader);
    assertThat(services.hasNext()).isFalse();
  }

  @Test
  void readsOnFromAJarThatWasReplaced() throws IOException {
    Path other = directory.resolve("other.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(other))) {
      add(out, "inst/hello.txt", bytes("another release"));
    }
    Files.move(other, jar.toPath(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(read(loader.getResource("hello.txt").openStream())).isEqualTo("inside");
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = AgentClassLoaderTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static String read(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
