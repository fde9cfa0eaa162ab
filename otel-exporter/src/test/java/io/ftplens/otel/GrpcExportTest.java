package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ftplens.protocol.event.Telemetry;
import io.ftplens.protocol.event.TraceContext;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OTLP over gRPC, to a real server. */
class GrpcExportTest {
  private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
  private final Agent agent = new Agent();
  private volatile @Nullable Status refusal;
  private Server server;
  private Settings settings;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Collector())
            .build()
            .start();
    settings =
        Settings.spansOnly("http://localhost:" + server.getPort())
            .with("otel.exporter.otlp.protocol", "grpc");
  }

  @AfterEach
  void stop() {
    settings.close();
    server.shutdownNow();
  }

  @Test
  void spanArrives() {
    Telemetry telemetry = agent.start();
    TraceContext trace = telemetry.capture();
    telemetry.transferEnded(Samples.download(trace).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(requests).hasSize(1);
    assertThat(
            Otlp.hex(requests.get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0).getSpanId()))
        .isEqualTo(trace.spanId());
    assertThat(agent.warnings).isEmpty();
  }

  @Test
  void refusalIsNamed() {
    refusal = Status.UNAUTHENTICATED;
    Telemetry telemetry = agent.start();
    telemetry.transferEnded(Samples.download(telemetry.capture()).build());
    telemetry.shutdown(Agent.BUDGET_MILLIS);

    assertThat(agent.warnings)
        .contains("1 of 1 spans were not delivered")
        .anyMatch(w -> w.startsWith("OTLP export failed: gRPC status UNAUTHENTICATED for spans;"));
  }

  private final class Collector extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      if (refusal != null) {
        observer.onError(refusal.asRuntimeException());
        return;
      }
      requests.add(request);
      observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
