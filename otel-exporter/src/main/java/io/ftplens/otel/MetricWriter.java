package io.ftplens.otel;

import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.Transfer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Measures transfers and sessions. */
final class MetricWriter {
  static final List<Double> SECONDS =
      Collections.unmodifiableList(
          Arrays.asList(
              0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0));

  /** From an empty listing to an image of a disk, a factor of eight apart. */
  static final List<Long> BYTES =
      Collections.unmodifiableList(
          Arrays.asList(
              0L, 1L << 10, 1L << 13, 1L << 16, 1L << 19, 1L << 22, 1L << 25, 1L << 28, 1L << 31,
              1L << 34, 1L << 37));

  private final DoubleHistogram duration;
  private final LongHistogram size;
  private final DoubleHistogram setupDuration;
  private final LongUpDownCounter activeSessions;

  MetricWriter(Meter meter) {
    this.duration =
        meter
            .histogramBuilder("ftp.client.transfer.duration")
            .setUnit("s")
            .setDescription("From the first setup command to the completion reply")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    this.size =
        meter
            .histogramBuilder("ftp.client.transfer.size")
            .ofLongs()
            .setUnit("By")
            .setDescription("Bytes on the data connection")
            .setExplicitBucketBoundariesAdvice(BYTES)
            .build();
    this.setupDuration =
        meter
            .histogramBuilder("ftp.client.data_connection.setup.duration")
            .setUnit("s")
            .setDescription("From the first setup command to the established data connection")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    this.activeSessions =
        meter
            .upDownCounterBuilder("ftp.client.session.active")
            .setUnit("{session}")
            .setDescription("Open control connections")
            .build();
  }

  /** Records a transfer; the context makes its span an exemplar. */
  void transfer(Transfer transfer, Context context) {
    Attributes attributes = AttributeSets.ofTransferMetric(transfer);
    long nanos = Math.max(0, transfer.endEpochNanos() - transfer.startEpochNanos());
    duration.record(AttributeSets.seconds(nanos), attributes, context);
    size.record(transfer.size(), attributes, context);
    long setupNanos = transfer.dataConnection().setupNanos();
    if (setupNanos >= 0) {
      setupDuration.record(AttributeSets.seconds(setupNanos), attributes, context);
    }
  }

  void sessionStarted(SessionInfo session) {
    activeSessions.add(1, AttributeSets.ofSessionMetric(session));
  }

  void sessionEnded(SessionInfo session) {
    activeSessions.add(-1, AttributeSets.ofSessionMetric(session));
  }
}
