package io.ftplens.otel;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An OTLP/gRPC collector that keeps what it gets. */
final class GrpcReceiver extends Collector {
  private final Server server;
  private final boolean tls;
  private volatile @Nullable Status refusal;

  GrpcReceiver() throws IOException {
    this(null);
  }

  private GrpcReceiver(@Nullable SslContextBuilder tls) throws IOException {
    this.tls = tls != null;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .intercept(new HeaderKeeper())
            .addService(new Traces())
            .addService(new Logs())
            .addService(new Metrics());
    if (tls != null) {
      builder.sslContext(tls.build());
    }
    server = builder.build().start();
  }

  /** Starts one that speaks TLS and demands the client's certificate. */
  static GrpcReceiver demandingCertificate(KeyPair own, KeyPair client) throws IOException {
    return new GrpcReceiver(
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(own.certificate().toFile(), own.key().toFile()),
                SslProvider.JDK)
            .trustManager(client.certificate().toFile())
            .clientAuth(ClientAuth.REQUIRE));
  }

  /** Refuses everything from now on. */
  GrpcReceiver refusing(Status refusal) {
    this.refusal = refusal;
    return this;
  }

  @Override
  String endpoint() {
    return (tls ? "https" : "http") + "://localhost:" + server.getPort();
  }

  @Override
  String protocol() {
    return "grpc";
  }

  private <T, R> void take(List<T> list, T request, StreamObserver<R> observer, R answer) {
    if (refusal != null) {
      observer.onError(refusal.asRuntimeException());
      return;
    }
    list.add(request);
    observer.onNext(answer);
    observer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class HeaderKeeper implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
      Map<String, String> headers = new HashMap<>();
      for (String name : metadata.keys()) {
        headers.put(name, metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
      }
      came(new Request(call.getMethodDescriptor().getFullMethodName(), headers));
      return next.startCall(call, metadata);
    }
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      take(traces, request, observer, ExportTraceServiceResponse.getDefaultInstance());
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
      take(logs, request, observer, ExportLogsServiceResponse.getDefaultInstance());
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      take(metrics, request, observer, ExportMetricsServiceResponse.getDefaultInstance());
    }
  }
}
