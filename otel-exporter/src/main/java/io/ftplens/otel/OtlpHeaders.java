package io.ftplens.otel;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the headers that OTLP is to send before the SDK does: they hold secrets, and what is
 * said of a wrong one must not.
 */
final class OtlpHeaders {
  /** A token of RFC 9110, 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What RFC 9110, 5.5, asks new fields to keep to. */
  private static final Pattern VALUE = Pattern.compile("[\\t -~]*");

  private OtlpHeaders() {}

  /** What is wrong with the headers for a signal, and what to do about it; null if nothing is. */
  static @Nullable String fault(ConfigProperties config, String signal) {
    String own = "otel.exporter.otlp." + signal + ".headers";
    String property = config.getString(own) != null ? own : "otel.exporter.otlp.headers";
    String why = why(config, property);
    return why == null
        ? null
        : SdkSettings.variable(property)
            + ": "
            + why
            + "; nothing is sent to the collector: write it as name=value,name=value, with values"
            + " of ASCII characters that are encoded as in a URL";
  }

  private static @Nullable String why(ConfigProperties config, String property) {
    Map<String, String> headers;
    try {
      headers = config.getMap(property);
    } catch (ConfigurationException e) {
      return "it is not a list of headers";
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!NAME.matcher(header.getKey()).matches()) {
        return "it has a name that is not one of a header";
      }
      if (!usable(header.getValue())) {
        return "the value of '" + header.getKey() + "' cannot be sent";
      }
    }
    return null;
  }

  private static boolean usable(String value) {
    try {
      return VALUE.matcher(URLDecoder.decode(value, "UTF-8")).matches();
    } catch (IllegalArgumentException | UnsupportedEncodingException e) {
      return false;
    }
  }
}
