package io.ftplens.it.otlp;

import io.ftplens.it.server.Tls;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes OTLP by gRPC over TLS, demands the client's certificate, and hands it to a receiver. */
public final class GrpcFront implements AutoCloseable {
  private final Server server;

  private GrpcFront(OtlpReceiver receiver) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(
                GrpcSslContexts.configure(
                        SslContextBuilder.forServer(
                            Tls.certificate().toFile(), Tls.privateKey().toFile()),
                        SslProvider.JDK)
                    .trustManager(Tls.certificate().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build())
            .addService(service("trace.v1.TraceService", receiver::traces))
            .addService(service("logs.v1.LogsService", receiver::logs))
            .addService(service("metrics.v1.MetricsService", receiver::metrics))
            .build()
            .start();
  }

  /** Starts one on a free port. */
  public static GrpcFront of(OtlpReceiver receiver) {
    try {
      return new GrpcFront(receiver);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String endpoint() {
    return "https://127.0.0.1:" + server.getPort();
  }

  private static BindableService service(String name, OtlpReceiver.Sink sink) {
    String full = "opentelemetry.proto.collector." + name;
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(full, "Export"))
            .build();
    return () ->
        ServerServiceDefinition.builder(full)
            .addMethod(
                export,
                ServerCalls.asyncUnaryCall(
                    (request, observer) -> {
                      try {
                        sink.accept(new ByteArrayInputStream(request));
                      } catch (IOException e) {
                        observer.onError(e);
                        return;
                      }
                      observer.onNext(new byte[0]); // an answer without any field set
                      observer.onCompleted();
                    }))
            .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Leaves messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
