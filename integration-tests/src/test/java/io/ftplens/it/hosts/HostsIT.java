package io.ftplens.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.jvm.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each host does its work, starts and ends as without the agent, and writes nothing more. */
class HostsIT {
  @TempDir Path directory;
  private final HostRun run = new HostRun();

  @AfterEach
  void close() {
    run.close();
  }

  @ParameterizedTest(name = "Spring Boot {0} on JDK {1}")
  @CsvSource({"3,17", "3,25", "4,17", "4,25"})
  void springBoot(int version, int jdk) throws IOException {
    serveSpringBoot(version, jdk);
  }

  @ParameterizedTest(name = "Spring Boot {0} on JDK {1}")
  @CsvSource({"3,17", "4,25"})
  void javaToolOptions(int version, int jdk) throws IOException {
    run.agentComesBy(jvm -> jvm.env("JAVA_TOOL_OPTIONS", "-javaagent:" + Artifacts.agent()));
    serveSpringBoot(version, jdk);
  }

  /** JaCoCo's, which rewrites all classes as they load, and Elastic's, built on Byte Buddy. */
  @ParameterizedTest(name = "ftplens as number {0} of three")
  @ValueSource(ints = {1, 3})
  void severalAgents(int place) throws IOException {
    Path agents = Artifacts.target().resolve("agents").toAbsolutePath();
    Path coverage = directory.resolve("jacoco.exec");
    List<String> others =
        List.of(
            "-javaagent:" + agents.resolve("jacoco.jar") + "=destfile=" + coverage,
            "-javaagent:" + agents.resolve("elastic.jar"),
            "-Delastic.apm.disable_send=true",
            "-Delastic.apm.log_level=WARN");
    run.beside(others.subList(0, place - 1), others.subList(place - 1, others.size()));
    serveSpringBoot(3, Jdks.own());
    assertThat(coverage).isNotEmptyFile();
  }

  private void serveSpringBoot(int version, int jdk) throws IOException {
    Path jar = HostFiles.built("boot" + version, "app.jar");
    run.isServer(
        port ->
            ChildJvm.on(jdk)
                .jar(jar, List.of("--server.port=" + port, "--server.address=127.0.0.1")));
  }

  /** By the script of the distribution. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void tomcat(int jdk) throws IOException {
    Path home = HostFiles.server("apache-tomcat-*");
    run.isServer(
        port -> {
          Path base = Files.createTempDirectory(directory, "tomcat");
          HostFiles.copy(home.resolve("conf"), base.resolve("conf"));
          for (String part : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectory(base.resolve(part));
          }
          Path settings = base.resolve("conf/server.xml");
          Files.writeString(
              settings,
              Files.readString(settings)
                  .replace("port=\"8005\"", "port=\"-1\"")
                  .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\""));
          Files.copy(HostFiles.built("web", "app.war"), base.resolve("webapps/app.war"));
          return ChildJvm.on(jdk)
              .startedBy("sh")
              .script(home.resolve("bin/catalina.sh"), "CATALINA_OPTS", "run")
              .env("CATALINA_BASE", base.toString());
        });
  }

  /** By the script of the distribution. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void wildFly(int jdk) throws IOException {
    Path home = HostFiles.server("wildfly-*");
    run.isServer(
        port -> {
          Path base = Files.createTempDirectory(directory, "wildfly").resolve("standalone");
          HostFiles.copy(home.resolve("standalone"), base);
          Files.copy(HostFiles.built("web", "app.war"), base.resolve("deployments/app.war"));
          ChildJvm jvm =
              ChildJvm.on(jdk)
                  .startedBy("sh")
                  .script(
                      home.resolve("bin/standalone.sh"),
                      "JAVA_OPTS",
                      "-Djboss.http.port=" + port,
                      "-Djboss.https.port=" + HostRun.freePort(),
                      "-Djboss.management.http.port=" + HostRun.freePort())
                  .env("JBOSS_BASE_DIR", base.toString())
                  .env("LAUNCH_JBOSS_IN_BACKGROUND", "true");
          return jvm.jvmArgs("-Xmx512m", "-Djboss.modules.system.pkgs=org.jboss.byteman");
        });
  }

  /** Commons Net, Commons IO, a library and an application, each a bundle. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void felix(int jdk) throws IOException {
    run.endsByItself(
        () -> {
          Path base = Files.createTempDirectory(directory, "felix");
          Path bundles = Files.createDirectory(base.resolve("bundle"));
          for (String jar : HostFiles.libraries("bundle")) {
            Path file = Path.of(jar);
            if (file.getFileName().toString().matches("(commons|ftplens)-.*")) {
              Files.copy(file, bundles.resolve(file.getFileName()));
            }
          }
          Files.copy(
              HostFiles.built("bundle", "ftplens-host-*.jar"), bundles.resolve("application.jar"));
          return ChildJvm.on(jdk)
              .property("felix.auto.deploy.dir", bundles.toString())
              .property("felix.auto.deploy.action", "install,start")
              .property("org.osgi.framework.storage", base.resolve("cache").toString())
              .property("ftp.port", String.valueOf(run.ftpPort()))
              .classPath(HostFiles.libraries("bundle"))
              .program("org.apache.felix.main.Main", List.of());
        });
  }

  /** An application that is a module, and reads Commons Net, a module too. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void modules(int jdk) throws IOException {
    List<String> path = HostFiles.classPath("transfers");
    run.endsByItself(
        () ->
            ChildJvm.on(jdk)
                .jvmArgs("-p", HostFiles.joined(path))
                .program(
                    "-m",
                    List.of(
                        "io.ftplens.it.host/io.ftplens.it.host.Transfers",
                        String.valueOf(run.ftpPort()))));
  }
}
