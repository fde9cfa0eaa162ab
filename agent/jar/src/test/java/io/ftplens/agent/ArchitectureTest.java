package io.ftplens.agent;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ftplens.core.runtime.AgentThreads;
import io.ftplens.protocol.event.Anomaly;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.FtpCommand;
import io.ftplens.protocol.event.FtpReply;
import io.ftplens.protocol.event.SetupCommand;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom; docs/architecture.md draws it. */
@AnalyzeClasses(
    packages = "io.ftplens",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String[] JDK = {"java..", "org.jspecify.annotations"};
  private static final String PROTOCOL = "io.ftplens.protocol..";
  private static final String CORE = "io.ftplens.core..";
  private static final String OTEL = "io.ftplens.otel..";
  private static final String AGENT = "io.ftplens.agent..";

  // Modules.

  @ArchTest
  static final ArchRule protocolKnowsTheJdkAlone =
      classes()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(PROTOCOL));

  @ArchTest
  static final ArchRule protocolIsPure =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.nio.channels..", "java.nio.file..", "java.time..")
                  .or(belongToAnyOf(Socket.class, ServerSocket.class, URL.class)))
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(InetAddress.class, "getByName", String.class)
          .orShould()
          .callMethod(InetAddress.class, "getHostName")
          .because("bytes, addresses and time come in as arguments");

  @ArchTest
  static final ArchRule coreKnowsProtocolAsmAndSlf4j =
      classes()
          .that()
          .resideInAPackage(CORE)
          .and()
          .resideOutsideOfPackage("io.ftplens.core.jmx")
          .and()
          // The JDK's performance data are no API.
          .doNotHaveSimpleName("JavaBase9")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              with(CORE, PROTOCOL, "net.bytebuddy.jar.asm", "org.slf4j..", "javax.net.ssl"));

  @ArchTest
  static final ArchRule oneClassKnowsManagement =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ftplens.core.jmx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.management..", "java.lang.management..")
          .because("a runtime image may lack java.management");

  @ArchTest
  static final ArchRule exporterKnowsProtocolAndOpenTelemetry =
      classes()
          .that()
          .resideInAPackage(OTEL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(OTEL, PROTOCOL, "io.opentelemetry..", "javax.net.ssl"));

  @ArchTest
  static final ArchRule rootOfTheJarKnowsTheJdkAlone =
      classes()
          .that()
          .resideInAPackage(AGENT)
          .and()
          // Loaded by the official OpenTelemetry agent alone, which brings what it names.
          .doNotHaveSimpleName("OpenTelemetryExtension")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(AGENT))
          .because("it is loaded by the application's class loader, without any library");

  // The way of the data, from left to right.

  @ArchTest
  static final ArchRule bytesBecomeLinesThenMessagesThenEvents =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(PROTOCOL)
          .layer("line")
          .definedBy("io.ftplens.protocol.line")
          .layer("message")
          .definedBy("io.ftplens.protocol.message")
          .layer("event")
          .definedBy("io.ftplens.protocol.event")
          .layer("session")
          .definedBy("io.ftplens.protocol.session")
          .whereLayer("line")
          .mayOnlyBeAccessedByLayers("message", "session")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("session")
          .mayNotBeAccessedByAnyLayer()
          // What a message decodes to are values that events carry; no more of events is known.
          .ignoreDependency(resideInAnyPackage("io.ftplens.protocol.message"), values());

  private static DescribedPredicate<JavaClass> values() {
    return equivalentTo(Endpoint.class)
        .or(equivalentTo(SetupCommand.class))
        .or(equivalentTo(FtpCommand.class))
        .or(equivalentTo(FtpReply.class))
        .or(equivalentTo(Anomaly.class));
  }

  @ArchTest
  static final ArchRule protocolHasNoCycle =
      slices().matching("io.ftplens.protocol.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule runtimeAloneTiesTheCoreTogether =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(CORE)
          .layer("hook")
          .definedBy("io.ftplens.core.hook")
          .layer("tap")
          .definedBy("io.ftplens.core.tap")
          .layer("socket")
          .definedBy("io.ftplens.core.socket")
          .layer("force")
          .definedBy("io.ftplens.core.force")
          .optionalLayer("sdk")
          .definedBy("io.ftplens.core.sdk")
          .layer("log")
          .definedBy("io.ftplens.core.log")
          .layer("config")
          .definedBy("io.ftplens.core.config")
          .layer("runtime")
          .definedBy("io.ftplens.core.runtime")
          .whereLayer("hook")
          .mayOnlyBeAccessedByLayers("sdk", "runtime")
          .whereLayer("socket")
          .mayOnlyBeAccessedByLayers("force", "tap")
          .whereLayer("force")
          .mayOnlyBeAccessedByLayers("tap", "runtime")
          .whereLayer("sdk")
          .mayOnlyBeAccessedByLayers("runtime")
          .whereLayer("tap")
          .mayOnlyBeAccessedByLayers("runtime")
          .whereLayer("log")
          .mayOnlyBeAccessedByLayers("runtime")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("runtime")
          .whereLayer("runtime")
          .mayNotBeAccessedByAnyLayer()
          // The tap lets sockets of our own threads pass, and forced passive connects in one.
          .ignoreDependency(alwaysTrue(), equivalentTo(AgentThreads.class));

  @ArchTest
  static final ArchRule hooksKnowNeitherProtocolNorLog =
      noClasses()
          .that()
          .resideInAPackage("io.ftplens.core.hook")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROTOCOL, "org.slf4j..");

  @ArchTest
  static final ArchRule asmIsForWhatWeaves =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.ftplens.core.hook", "io.ftplens.core.sdk")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule theTapLogsNothing =
      noClasses()
          .that()
          .resideInAPackage("io.ftplens.core.tap")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..");

  /** They are in the boot loader, beside none of our classes. */
  @Test
  void theClassesOfTheBootLoaderKnowTheJdkAlone() {
    List<URL> files =
        Stream.of(
                "java/lang/FtplensHooks",
                "java/lang/FtplensCounters",
                "java/net/FtplensSockets",
                "sun/misc/FtplensDefiner")
            .map(name -> ClassLoader.getSystemResource(name + ".class"))
            .toList();

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.io",
            "java.lang",
            "java.net",
            "java.nio",
            "java.util.function",
            "jdk.internal.misc",
            "jdk.internal.perf",
            "sun.misc")
        .check(new ClassFileImporter().importUrls(files));
  }

  private static String[] with(String... packages) {
    String[] all = Arrays.copyOf(JDK, JDK.length + packages.length);
    System.arraycopy(packages, 0, all, JDK.length, packages.length);
    return all;
  }
}
