package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Telemetry;
import org.junit.jupiter.api.Test;

/** What {@code status} tells of the export. */
class HealthTest {
  @Test
  void whatArrivedIsCounted() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = new Agent().start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      telemetry.shutdown(5_000);
      assertThat(telemetry.health())
          .contains("embedded SDK up; 0 events wait, 0 were dropped")
          .contains("spans: 1 of 1 delivered to " + receiver.endpoint());
    }
  }

  @Test
  void theLastFailureIsNamed() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver().answering(503);
        Settings settings = Settings.spansOnly(receiver.endpoint())) {
      Telemetry telemetry = new Agent().start();
      telemetry.transferEnded(Samples.download(telemetry.capture()).build());
      telemetry.shutdown(5_000);
      assertThat(telemetry.health())
          .contains(
              "spans: 0 of 1 delivered to "
                  + receiver.endpoint()
                  + "; 1 exports failed, the last: HTTP status 503");
    }
  }
}
