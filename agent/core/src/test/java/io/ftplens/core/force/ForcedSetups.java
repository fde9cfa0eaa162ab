package io.ftplens.core.force;

import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.session.ExpectedDataConnection;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;

/** Set-ups for tests of other packages. */
public final class ForcedSetups {
  private ForcedSetups() {}

  /** One whose command was written, and that nobody listens for. */
  public static ForcedSetup written() {
    Endpoint nowhere = Endpoint.of("127.0.0.1", 1);
    return new ForcedSetup("PORT", new ListenerRegistry.Found(new Object(), nowhere), NOBODY);
  }

  /** Ends it. */
  public static void end(ForcedSetup setup) {
    setup.cancel();
  }

  /** How long an application is left to itself. */
  public static Duration moment() {
    return Duration.ofMillis(ForcedSetup.GRACE_MILLIS);
  }

  private static final ForcedConnections NOBODY =
      new ForcedConnections() {
        @Override
        public void begun(ForcedSetup setup) {}

        @Override
        public void over(ForcedSetup setup) {}

        @Override
        public Proxy proxy() {
          return Proxy.NO_PROXY;
        }

        @Override
        public InetAddress localAddress() {
          return null;
        }

        @Override
        public void connected(ExpectedDataConnection expected, Closeable connection) {}

        @Override
        public void failed(ExpectedDataConnection expected, Exception cause) {}

        @Override
        public void poking(int localPort, ForcedSetup setup) {}

        @Override
        public void poked(int localPort, ForcedSetup setup) {}
      };
}
