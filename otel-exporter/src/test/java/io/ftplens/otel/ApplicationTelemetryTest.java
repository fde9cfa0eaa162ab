package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.ftplens.protocol.event.Transfer;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Spans that the application's SDK makes; no other is started here. */
class ApplicationTelemetryTest {
  private final Agent agent = new Agent().mode("application");

  @Test
  void childOfTheCurrentSpanIsMadeByTheSdkThatWasSeen() throws Exception {
    ApplicationSdk sdk = new ApplicationSdk();
    Telemetry telemetry = agent.built(sdk.provider).start();
    TraceContext begun = sdk.inSpan(() -> begin(sdk, telemetry));
    assertThat(sdk.ended).isEmpty();

    telemetry.transferEnded(Samples.download(begun).build());
    ApplicationSdk.Ended span = sdk.ended.get(0);
    assertThat(sdk.ended).hasSize(1);
    assertThat(span.name()).isEqualTo("FTP RETR");
    assertThat(span.spanId()).isEqualTo(begun.spanId());
    assertThat(span.parentSpanId()).isEqualTo(begun.parentSpanId());
    assertThat(span.start()).isEqualTo(Samples.START);
    assertThat(span.end()).isEqualTo(Samples.END);
    assertThat(span.attributes()).contains("ftp.data_connection.mode", "/pub/a.bin");
    assertThat(span.status()).contains("UNSET");
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void failedTransferIsAnError() throws Exception {
    ApplicationSdk sdk = new ApplicationSdk();
    Telemetry telemetry = agent.built(sdk.provider).start();
    Transfer.Builder transfer = Samples.download(begin(sdk, telemetry));
    telemetry.transferEnded(transfer.outcome(425, "425").build());
    assertThat(sdk.ended.get(0).status()).contains("ERROR");
    assertThat(sdk.ended.get(0).parentSpanId()).isEqualTo("0".repeat(16));
  }

  @Test
  void globalIsUsedWhereItsSdkWasNotSeen() throws Exception {
    ApplicationSdk sdk = new ApplicationSdk();
    sdk.setGlobal();
    Telemetry telemetry = agent.start();
    TraceContext begun = sdk.inSpan(() -> begin(sdk, telemetry));
    telemetry.transferEnded(Samples.download(begun).build());
    assertThat(sdk.ended).hasSize(1);
  }

  @Test
  void globalThatIsNotSetStaysSo() throws Exception {
    ApplicationSdk sdk = new ApplicationSdk();
    sdk.loader.loadClass("io.opentelemetry.api.GlobalOpenTelemetry");
    Telemetry telemetry = agent.start();
    TraceContext begun = sdk.inSpan(() -> begin(sdk, telemetry));
    assertThat(begun).isNull();
    assertThatCode(sdk::setGlobal).doesNotThrowAnyException();
  }

  @Test
  void rootSpanOfOneOfSeveralSdksIsNobodys() throws Exception {
    ApplicationSdk one = new ApplicationSdk();
    ApplicationSdk other = new ApplicationSdk();
    Telemetry telemetry = agent.built(one.provider, other.provider).start();
    assertThat(begin(one, telemetry)).isNull();

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(other.loader);
    try {
      telemetry.transferEnded(Samples.download(begin(other, telemetry)).build());
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(one.ended).isEmpty();
    assertThat(other.ended).hasSize(1);
  }

  @Test
  void failureOfTheApplicationsSdkIsSaidAndNotThrown() throws Exception {
    ApplicationSdk sdk = new ApplicationSdk().broken();
    Telemetry telemetry = agent.built(sdk.provider).start();
    telemetry.transferEnded(Samples.download(begin(sdk, telemetry)).build());
    assertThat(agent.warnings)
        .singleElement()
        .asString()
        .startsWith("The application's OpenTelemetry SDK could not be used for a span: ");
  }

  @Test
  void eventThatLivesOnHoldsNoSpan() throws Exception {
    Transfer[] kept = {null};
    Telemetry telemetry = agent.start();
    WeakReference<ClassLoader> loader = transferAndUndeploy(telemetry, kept);
    agent.loaded();
    agent.built();
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
            });
    assertThat(kept[0].trace().parent()).isNotNull();
  }

  private WeakReference<ClassLoader> transferAndUndeploy(Telemetry telemetry, Transfer[] kept)
      throws Exception {
    ApplicationSdk sdk = new ApplicationSdk();
    agent.built(sdk.provider);
    kept[0] = Samples.download(sdk.inSpan(() -> begin(sdk, telemetry))).build();
    telemetry.transferEnded(kept[0]);
    assertThat(sdk.ended).hasSize(1);
    return new WeakReference<>(sdk.loader);
  }

  private TraceContext begin(ApplicationSdk sdk, Telemetry telemetry) {
    agent.loaded(sdk.loader.loadedClasses());
    return telemetry.begin(telemetry.capture(), "RETR", Samples.START);
  }
}
