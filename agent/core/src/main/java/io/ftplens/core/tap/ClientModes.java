package io.ftplens.core.tap;

import io.ftplens.core.force.CommonsNetClient;
import io.ftplens.core.force.ForcedPassive;
import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.session.FtpSession;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * To which mode each Commons Net client is set by the application, and was in its last session:
 * {@code connect()} sets it to active again.
 */
final class ClientModes {
  private static final int VERB_LENGTH = 4;
  private static final ThreadLocal<@Nullable Opening> OPENING = new ThreadLocal<>();

  private final WeakIdentityMap<Known> known = new WeakIdentityMap<>();

  /** A client is about to write a setup command in this thread. */
  void opening(Object client, ForcedPassive forced) throws ReflectiveOperationException {
    // One that we have switched is active in the application's eyes.
    DataConnectionMode mode =
        forced.hasSwitched(client)
            ? DataConnectionMode.ACTIVE
            : CommonsNetClient.configuredMode(client);
    if (mode == null) {
      OPENING.remove();
    } else {
      OPENING.set(new Opening(client, mode));
    }
  }

  /**
   * Whether these bytes are the setup command that a client is about to write in this thread:
   * whoever writes that speaks FTP.
   */
  static boolean announces(byte[] bytes, int offset, int length) {
    if (OPENING.get() == null || length < VERB_LENGTH) {
      return false;
    }
    String verb = new String(bytes, offset, VERB_LENGTH, StandardCharsets.US_ASCII);
    for (SetupCommand setup : SetupCommand.values()) {
      if (setup.name().equals(verb)) {
        return true;
      }
    }
    return false;
  }

  /** This thread writes to the control connection of a session: tells it of the client. */
  void tell(FtpSession session) {
    Opening now = OPENING.get();
    if (now == null) {
      return;
    }
    OPENING.remove();
    session.configuredMode(now.mode);
    Object client = now.client.get();
    long id = session.info().id();
    Known before = client == null ? null : known.put(client, new Known(id, now.mode));
    if (before != null
        && before.session != id
        && before.mode == DataConnectionMode.PASSIVE
        && now.mode == DataConnectionMode.ACTIVE) {
      session.passiveBefore();
    }
  }

  private static final class Opening {
    final WeakReference<Object> client;
    final DataConnectionMode mode;

    Opening(Object client, DataConnectionMode mode) {
      this.client = new WeakReference<>(client);
      this.mode = mode;
    }
  }

  private static final class Known {
    final long session;
    final DataConnectionMode mode;

    Known(long session, DataConnectionMode mode) {
      this.session = session;
      this.mode = mode;
    }
  }
}
