package io.ftplens.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ftplens.protocol.event.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard of the documentation asks for what the exporter sends, and for no more. */
class GrafanaDashboardTest {
  private static final Path FILE = Path.of("..", "docs", "grafana-dashboard.json");

  /** What Prometheus and Loki make of the resource, and a histogram's own label. */
  private static final Set<String> FROM_RESOURCE = Set.of("job", "le", "service_name");

  private static JsonObject dashboard;
  private static final Set<String> series = new HashSet<>();
  private static final Set<String> labels = new HashSet<>();

  @BeforeAll
  static void exportAndRead() throws Exception {
    dashboard = JsonParser.parseString(Files.readString(FILE)).getAsJsonObject();
    try (OtlpReceiver receiver = new OtlpReceiver();
        Settings settings = Settings.endpoint(receiver.endpoint())) {
      Telemetry telemetry = new Agent().start();
      telemetry.sessionStarted(Samples.SESSION, Samples.START);
      telemetry.transferEnded(Samples.download(telemetry.capture()).outcome(426, "426").build());
      telemetry.shutdown(Agent.BUDGET_MILLIS);
      receiver.metrics.stream()
          .flatMap(request -> request.getResourceMetrics(0).getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .forEach(GrafanaDashboardTest::translate);
    }
  }

  /** As the specification of the compatibility with Prometheus says: dots, units, suffixes. */
  private static void translate(Metric metric) {
    String name = underscores(metric.getName());
    List<KeyValue> attributes;
    if (metric.hasHistogram()) {
      name += metric.getUnit().equals("s") ? "_seconds" : "_bytes";
      series.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
      attributes = metric.getHistogram().getDataPoints(0).getAttributesList();
    } else {
      // A unit in braces is an annotation, and a sum that may fall is a gauge without a suffix.
      series.add(name);
      attributes = metric.getSum().getDataPoints(0).getAttributesList();
    }
    attributes.forEach(attribute -> labels.add(underscores(attribute.getKey())));
  }

  @Test
  void everyMetricIsSent() {
    assertThat(series).hasSize(10);
    Set<String> asked = new TreeSet<>();
    for (String query : queries("prometheus")) {
      asked.addAll(matches("\\b(ftp_client_\\w+)", query));
    }
    assertThat(asked).isSubsetOf(series);
    assertThat(asked)
        .contains(
            "ftp_client_transfer_duration_seconds_count",
            "ftp_client_data_connection_setup_duration_seconds_bucket",
            "ftp_client_session_active");
  }

  @Test
  void everyLabelOfAMetricIsSent() {
    Set<String> asked = new TreeSet<>();
    queries("prometheus").forEach(query -> asked.addAll(labelsIn(query)));
    assertThat(asked).contains("server_address", "ftp_data_connection_mode");
    asked.removeAll(FROM_RESOURCE);
    assertThat(asked).isSubsetOf(labels);
  }

  @Test
  void everyAttributeOfALogRecordIsSent() throws IllegalAccessException {
    Set<String> attributes = new HashSet<>();
    for (Field field : FtpAttributes.class.getFields()) {
      attributes.add(underscores(((AttributeKey<?>) field.get(null)).getKey()));
    }
    Set<String> asked = new TreeSet<>();
    queries("loki").forEach(query -> asked.addAll(labelsIn(query)));
    asked.removeAll(FROM_RESOURCE);
    assertThat(asked).containsExactly("ftp_diagnosis").isSubsetOf(attributes);
  }

  @Test
  void panelsHaveTheirOwnIdAndPlace() throws IOException {
    Set<String> ids = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
      ids.add(panel.getAsJsonObject().get("id").getAsString());
      JsonObject place = panel.getAsJsonObject().getAsJsonObject("gridPos");
      places.add(place.get("x") + "," + place.get("y"));
    }
    assertThat(ids).hasSameSizeAs(dashboard.getAsJsonArray("panels"));
    assertThat(places).hasSameSizeAs(ids);
  }

  /** The queries of all panels for one kind of source, with their legends behind them. */
  private static List<String> queries(String source) {
    List<String> queries = new ArrayList<>();
    for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
      for (JsonElement each : panel.getAsJsonObject().getAsJsonArray("targets")) {
        JsonObject target = each.getAsJsonObject();
        if (target.getAsJsonObject("datasource").get("type").getAsString().equals(source)) {
          queries.add(
              target.get("expr").getAsString() + " " + target.get("legendFormat").getAsString());
        }
      }
    }
    assertThat(queries).as(source).isNotEmpty();
    return queries;
  }

  private static Set<String> labelsIn(String query) {
    Set<String> names = new TreeSet<>(matches("(\\w+)(?:=~|!~|!=|=)\"", query));
    names.addAll(matches("\\{\\{(\\w+)}}", query));
    for (String list : matches("by \\(([\\w, ]+)\\)", query)) {
      names.addAll(List.of(list.split(", ")));
    }
    return names;
  }

  private static Set<String> matches(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String underscores(String name) {
    return name.replace('.', '_');
  }
}
