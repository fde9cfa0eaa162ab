package io.ftplens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM without FTP loads of us. Counts do not depend on the machine; times are measured. */
class FootprintIT {
  /** 29 or 30 of them are the weaver's library. */
  private static final int MOST_CLASSES = 80;

  private static final Pattern CLASS =
      Pattern.compile("(?:Loaded |\\] )((?:io\\.ftplens|net\\.bytebuddy)[\\w.$]+)");

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void withoutSocketsLittleMoreThanTheWeaverIsLoaded(int jdk) {
    Set<String> loaded = loaded(jdk);
    assertThat(loaded)
        .hasSizeBetween(30, MOST_CLASSES)
        .contains("io.ftplens.agent.FtplensAgent", "io.ftplens.core.runtime.FirstUse")
        .noneMatch(name -> name.startsWith("io.ftplens.shaded."))
        .noneMatch(name -> name.startsWith("io.ftplens.core.tap."))
        .noneMatch(
            name ->
                name.startsWith("net.bytebuddy.") && !name.startsWith("net.bytebuddy.jar.asm."));
  }

  private static Set<String> loaded(int jdk) {
    ChildJvm.Exit exit =
        ChildJvm.on(jdk)
            .jvmArgs("-verbose:class")
            .agent("")
            .main("NothingApp")
            .run()
            .expectSuccess();
    Set<String> names = new TreeSet<>();
    Matcher matcher = CLASS.matcher(exit.stdout());
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    names.remove("io.ftplens.it.app.NothingApp");
    return names;
  }
}
