package io.ftplens.core.force;

import io.ftplens.protocol.event.DataConnectionMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The public methods of one copy of Commons Net's FTPClient, found by reflection. */
public final class CommonsNetClient {
  /** {@code FTPClient.ACTIVE_LOCAL_DATA_CONNECTION_MODE}, the same in every version. */
  static final int ACTIVE_LOCAL = 0;

  /** {@code FTPClient.PASSIVE_LOCAL_DATA_CONNECTION_MODE}. */
  static final int PASSIVE_LOCAL = 2;

  private static final String SUFFIX = "org.apache.commons.net.ftp.FTPClient";

  /** Held by the application's class, not by us, so that no loader of the application is kept. */
  private static final ClassValue<CommonsNetClient> APIS =
      new ClassValue<CommonsNetClient>() {
        @Override
        protected CommonsNetClient computeValue(Class<?> type) {
          return new CommonsNetClient(type);
        }
      };

  private final @Nullable Method getMode;
  private final @Nullable Method enterPassive;
  private final @Nullable Method enterActive;

  private CommonsNetClient(Class<?> type) {
    Class<?> client = type;
    while (client != null && !client.getName().endsWith(SUFFIX)) {
      client = client.getSuperclass();
    }
    getMode = method(client, "getDataConnectionMode");
    enterPassive = method(client, "enterLocalPassiveMode");
    enterActive = method(client, "enterLocalActiveMode");
  }

  private static @Nullable Method method(@Nullable Class<?> client, String name) {
    try {
      return client == null ? null : client.getMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** The API of this client's class; null if it lacks a method that is needed. */
  static @Nullable CommonsNetClient of(Object client) {
    CommonsNetClient api = APIS.get(client.getClass());
    boolean whole = api.getMode != null && api.enterPassive != null && api.enterActive != null;
    return whole ? api : null;
  }

  /** To which local mode a client is set; null for server-to-server modes, or if it cannot tell. */
  public static @Nullable DataConnectionMode configuredMode(Object client)
      throws ReflectiveOperationException {
    switch (APIS.get(client.getClass()).mode(client)) {
      case ACTIVE_LOCAL:
        return DataConnectionMode.ACTIVE;
      case PASSIVE_LOCAL:
        return DataConnectionMode.PASSIVE;
      default:
        return null;
    }
  }

  int mode(Object client) throws ReflectiveOperationException {
    Object mode = call(getMode, client);
    return mode instanceof Integer ? (Integer) mode : -1;
  }

  void enterPassive(Object client) throws ReflectiveOperationException {
    call(enterPassive, client);
  }

  void enterActive(Object client) throws ReflectiveOperationException {
    call(enterActive, client);
  }

  private static @Nullable Object call(@Nullable Method method, Object client)
      throws IllegalAccessException, InvocationTargetException {
    return method == null ? null : method.invoke(client);
  }
}
