package io.ftplens.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing of ours keeps a web application with a Commons Net of its own in memory once it is
 * undeployed: not in threads of the server that live on, nor anywhere else.
 */
class RedeployIT {
  private static final int TIMES = 5;

  @TempDir Path directory;
  private final HostRun run = new HostRun();

  @AfterEach
  void close() {
    run.close();
  }

  @ParameterizedTest(name = "{1} on JDK {2}")
  @CsvSource({
    "tomcat, TomcatApp, 17",
    "tomcat, TomcatApp, 25",
    "jetty, JettyApp, 17",
    "jetty, JettyApp, 25"
  })
  void loadersOfUndeployedApplicationsAreCollected(String host, String program, int jdk)
      throws IOException {
    ChildJvm.Exit exit =
        run.endsByItself(
            () ->
                ChildJvm.on(jdk)
                    .classPath(HostFiles.classPath(host))
                    .program(
                        "io.ftplens.it.host." + host + "." + program,
                        List.of(
                            Files.createTempDirectory(directory, host).toString(),
                            HostFiles.built("web", "app.war").toString(),
                            String.valueOf(run.ftpPort()),
                            String.valueOf(TIMES))));
    assertThat(exit.stdout().lines().filter(line -> line.endsWith("loaded")))
        .isEqualTo(Collections.nCopies(TIMES, "unloaded"));
  }
}
