package io.ftplens.core.socket;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** Gives a Socket object the connection of another one. */
public final class SocketSwap {
  private final Field impl = field(Socket.class, "impl");
  private final Method close = closeMethod();

  /** The way back from the implementation to its Socket; gone since JDK 13. */
  private final @Nullable Field socketOfImpl = fieldIfAny(SocketImpl.class, "socket");

  /** Below an implementation that speaks to a proxy, since JDK 13. */
  private final @Nullable Field delegate = delegateField();

  private static @Nullable Field delegateField() {
    try {
      return fieldIfAny(Class.forName("java.net.DelegatingSocketImpl"), "delegate");
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static Field field(Class<?> owner, String name) {
    Field field = fieldIfAny(owner, name);
    if (field == null) {
      throw new IllegalStateException(owner.getSimpleName() + " has no field " + name);
    }
    return field;
  }

  private static @Nullable Field fieldIfAny(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  private static Method closeMethod() {
    try {
      Method method = SocketImpl.class.getDeclaredMethod("close");
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SocketImpl has no close", e);
    }
  }

  /** The implementation inside a Socket: what the hooks see of it, below what speaks SOCKS. */
  public @Nullable Object implementation(Socket socket) throws IllegalAccessException {
    Object found = impl.get(socket);
    return delegate != null && delegate.getDeclaringClass().isInstance(found)
        ? delegate.get(found)
        : found;
  }

  /**
   * Puts the connection of one Socket into another, and closes the one that was there.
   *
   * @param into just accepted, not yet seen by the application
   * @param from connected; not to be used any more
   */
  public void swap(Socket into, Socket from) throws IOException, IllegalAccessException {
    Object before = impl.get(into);
    Object connected = impl.get(from);
    impl.set(into, connected);
    if (socketOfImpl != null) {
      socketOfImpl.set(connected, into);
      if (before != null) {
        socketOfImpl.set(before, from);
      }
    }
    try {
      if (before != null) {
        close.invoke(before);
      }
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause());
    }
  }
}
