package io.ftplens.core.force;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, at each data connection, whether the client is to be passive whatever it was told.
 *
 * <p>Commons Net is switched by its own {@code enterLocalPassiveMode}; server-to-server modes are
 * left alone. The JDK's client is passive by itself, but falls back to active in silence: that is
 * what is kept from it.
 */
public final class ForcedPassive {
  private static final String PROPERTY = "ftplens.force-passive";

  private final Supplier<String> configured;
  private final WeakIdentitySet switched = new WeakIdentitySet();
  private final ThreadLocal<Boolean> ownCall = new ThreadLocal<>();
  private final ThreadLocal<Boolean> nextSetupIsForced = new ThreadLocal<>();

  /**
   * Makes the switch.
   *
   * @param configured the setting as it was read at the start or changed since; the system property
   *     goes before it, so that an application server's console can throw the switch
   */
  public ForcedPassive(Supplier<String> configured) {
    this.configured = configured;
  }

  /** Whether passive is forced now. */
  public boolean wanted() {
    String value = effective();
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("strict");
  }

  /** Whether a server that refuses passive mode is not to be asked for active mode either. */
  public boolean strict() {
    return effective().equalsIgnoreCase("strict");
  }

  private String effective() {
    return configured.get();
  }

  /** A Commons Net client is about to open a data connection. */
  public void openingDataConnection(Object client) throws ReflectiveOperationException {
    nextSetupIsForced.remove();
    CommonsNetClient api = CommonsNetClient.of(client);
    if (api == null) {
      return;
    }
    int mode = api.mode(client);
    if (wanted()) {
      if (mode == CommonsNetClient.ACTIVE_LOCAL) {
        switched.add(client);
        ownCall.set(true);
        try {
          api.enterPassive(client);
        } finally {
          ownCall.remove();
        }
        nextSetupIsForced.set(true);
      } else if (mode == CommonsNetClient.PASSIVE_LOCAL && switched.contains(client)) {
        nextSetupIsForced.set(true);
      }
    } else if (mode == CommonsNetClient.PASSIVE_LOCAL && switched.remove(client)) {
      // It was we who made it passive, and the switch is off again.
      api.enterActive(client);
    }
  }

  /** Whether a client is passive only because we have made it so. */
  public boolean hasSwitched(Object client) {
    return switched.contains(client);
  }

  /** The application itself tells a client to be passive: then it is not forced any more. */
  public void enteringPassiveMode(Object client) {
    if (ownCall.get() == null) {
      switched.remove(client);
    }
  }

  /** Whether the set-up command this thread is writing was forced; asked once a command. */
  public boolean takeForcedSetup() {
    if (nextSetupIsForced.get() == null) {
      return false;
    }
    nextSetupIsForced.remove();
    return true;
  }

  /** What the JDK's client is to throw when passive mode failed. */
  public Throwable passiveModeFailed(Throwable thrown) {
    String message = thrown.getMessage();
    boolean protocolFailure =
        thrown.getClass().getName().equals("sun.net.ftp.FtpProtocolException")
            && message != null
            && (message.startsWith("PASV") || message.startsWith("EPSV"));
    return protocolFailure && wanted() ? refusal(message, thrown) : thrown;
  }

  private static IOException refusal(@Nullable String message, Throwable cause) {
    return new IOException(
        "the server refused passive mode ("
            + message
            + "), and "
            + PROPERTY
            + " forbids the fall-back to active mode; allow passive mode at the server, or set "
            + PROPERTY
            + "=false",
        cause);
  }
}
