package io.ftplens.it.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it arrived.
 *
 * @param service the resource's {@code service.name}
 * @param scope the instrumentation scope's name
 * @param proto the span itself
 */
public record SpanData(String service, String scope, Span proto) {
  /** The span's name. */
  public String name() {
    return proto.getName();
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    return hex(proto.getTraceId());
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    return hex(proto.getSpanId());
  }

  /** 16 hexadecimal digits; empty for a root span. */
  public String parentSpanId() {
    return hex(proto.getParentSpanId());
  }

  /** Its attributes as Java values: String, Long, Boolean, Double or a List of these. */
  public Map<String, Object> attributes() {
    return attributes(proto.getAttributesList());
  }

  /** One attribute; null if it is not there. */
  public Object attribute(String name) {
    return attributes().get(name);
  }

  /** Attributes as Java values. */
  public static Map<String, Object> attributes(List<KeyValue> list) {
    Map<String, Object> map = new TreeMap<>();
    list.forEach(pair -> map.put(pair.getKey(), value(pair.getValue())));
    return map;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SpanData::value).toList();
      default -> throw new AssertionError("no attribute of the contract has " + value);
    };
  }

  /** The hexadecimal form of an id. */
  public static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
