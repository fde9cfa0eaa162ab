package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code OTEL_TRACES_SAMPLER} and its argument, without and with a parent. */
class SamplerTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  @ParameterizedTest(name = "{0} {1}, parent: {2}: exported {3}")
  @CsvSource({
    "'', '', none, true",
    "'', '', sampled, true",
    "'', '', unsampled, false",
    "always_on, '', unsampled, true",
    "always_off, '', none, false",
    "always_off, '', sampled, false",
    "traceidratio, 1, none, true",
    "traceidratio, 1, unsampled, true",
    "traceidratio, 0, none, false",
    "traceidratio, 0, sampled, false",
    "traceidratio, '', none, true",
    "parentbased_always_on, '', none, true",
    "parentbased_always_on, '', unsampled, false",
    "parentbased_always_off, '', none, false",
    "parentbased_always_off, '', sampled, true",
    "parentbased_traceidratio, 0, none, false",
    "parentbased_traceidratio, 0, sampled, true",
    "parentbased_traceidratio, 1, none, true",
    "parentbased_traceidratio, 1, unsampled, false",
  })
  void decidesOnTheSpanAlone(String sampler, String argument, String parent, boolean exported)
      throws Exception {
    Agent agent = new Agent();
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings =
            Settings.endpoint(receiver.endpoint())
                .with("otel.traces.sampler", sampler)
                .with("otel.traces.sampler.arg", argument)) {
      Telemetry telemetry = agent.start();
      TraceContext own = telemetry.capture();
      TraceContext trace =
          parent.equals("none")
              ? own
              : new TraceContext(
                  TRACE_ID, own.spanId(), "b7ad6b7169203331", parent.equals("sampled"), null);
      telemetry.transferEnded(Samples.download(trace).build());
      telemetry.shutdown(Agent.BUDGET_MILLIS);

      assertThat(receiver.spans()).hasSize(exported ? 1 : 0);
      assertThat(receiver.logRecords()).hasSize(1);
      assertThat(receiver.metric("ftp.client.transfer.size").getHistogram().getDataPoints(0))
          .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
      assertThat(agent.warnings).isEmpty();
    }
  }
}
