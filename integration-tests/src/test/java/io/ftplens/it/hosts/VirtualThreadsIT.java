package io.ftplens.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.it.jvm.Artifacts;
import io.ftplens.it.jvm.ChildJvm;
import io.ftplens.it.otlp.OtlpReceiver;
import io.ftplens.it.server.RecordingFtpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hundred virtual threads with a session each: our hooks keep none on its carrier. */
class VirtualThreadsIT {
  private static final int FIRST = 4;
  private static final int SESSIONS = 200;
  private static final String SETTINGS =
      """
      <configuration version="2.0">
        <event name="jdk.VirtualThreadPinned">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">0 ms</setting>
        </event>
        <event name="jdk.VirtualThreadEnd">
          <setting name="enabled">true</setting>
        </event>
      </configuration>
      """;

  @TempDir Path directory;

  /** But for the first sessions, for which classes are loaded: the JVM pins whoever does that. */
  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {21, 25})
  void hooksPinNone(int jdk) throws IOException {
    Path settings = Files.writeString(directory.resolve("settings.jfc"), SETTINGS);
    Path recording = directory.resolve("recording.jfr");
    try (RecordingFtpServer server = RecordingFtpServer.on("127.0.0.1");
        OtlpReceiver receiver = OtlpReceiver.start()) {
      List<String> arguments = new ArrayList<>(List.of("virtual", String.valueOf(FIRST)));
      for (int i = 0; i < FIRST + SESSIONS; i++) {
        String mode = i % 4 < 2 ? "active" : "passive";
        arguments.add("s" + i + "," + mode + ",plain,127.0.0.1," + server.port());
      }
      ChildJvm.on(jdk)
          .jvmArgs("-XX:FlightRecorderOptions=stackdepth=256")
          .jvmArgs("-XX:StartFlightRecording=filename=" + recording + ",settings=" + settings)
          .agent("")
          .otlp(receiver.endpoint())
          .classPath(Artifacts.commonsNet("3.13.0"))
          .main("StampedeApp", arguments)
          .run()
          .expectSuccess();
      assertThat(server.transfers()).hasSize(FIRST + SESSIONS);
      assertThat(receiver.ftpSpans()).hasSize(FIRST + SESSIONS);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    assertThat(named(events, "jdk.VirtualThreadEnd")).hasSizeGreaterThanOrEqualTo(SESSIONS);
    assertThat(named(events, "jdk.VirtualThreadPinned"))
        .filteredOn(VirtualThreadsIT::showsUs)
        .extracting(VirtualThreadsIT::stack)
        .isEmpty();
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  private static boolean showsUs(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack != null && stack.getFrames().stream().anyMatch(VirtualThreadsIT::isOurs);
  }

  private static String stack(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(RecordedFrame::getMethod)
        .map(method -> method.getType().getName() + "." + method.getName())
        .collect(Collectors.joining(" < "));
  }

  private static boolean isOurs(RecordedFrame frame) {
    String name = frame.getMethod().getType().getName();
    return name.equals("java.lang.FtplensHooks")
        || (name.startsWith("io.ftplens.") && !name.startsWith("io.ftplens.it."));
  }
}
