package io.ftplens.protocol.event;

import java.util.Collections;
import java.util.List;

/** What was seen of the OpenTelemetry SDKs that applications in this JVM have. */
public interface ApplicationSdks {
  /** For when nobody looks. */
  ApplicationSdks UNSEEN =
      new ApplicationSdks() {
        @Override
        public List<Object> tracerProviders() {
          return Collections.emptyList();
        }

        @Override
        public List<Object> sdks() {
          return Collections.emptyList();
        }

        @Override
        public int changes() {
          return 0;
        }
      };

  /**
   * The tracer providers that were constructed and are alive, oldest first; held weakly by this
   * side, and not to be held by the other.
   */
  List<Object> tracerProviders();

  /** The SDKs that were constructed, with a logger provider beside that; as the other. */
  List<Object> sdks();

  /** Counts up whenever another copy of the OpenTelemetry API or SDK comes into use. */
  int changes();
}
