package io.ftplens.core.tap;

import io.ftplens.core.socket.SocketAccess;
import io.ftplens.protocol.event.SessionInfo;
import io.ftplens.protocol.event.SessionListener;
import io.ftplens.protocol.event.TraceContextSource;

/** What sessions report to. */
public interface SessionEnvironment extends SocketAccess {
  /** Called before each session begins; starts, the first time, all that only FTP needs. */
  void sessionBegins();

  /** Hears of all sessions. */
  SessionListener listener();

  /** Chooses the ids of spans. */
  TraceContextSource contexts();

  /** The setting {@code ftplens.force-passive} as it stands now. */
  String forcePassive();

  /**
   * Has every read ask first for what was read ahead of it; false if this JDK does not allow it.
   */
  boolean readAhead();

  /** Has files be counted that the system sends to a socket, past its channel. */
  void countSentFiles();

  /** A data connection of this session is passive although the application asked for active. */
  void forced(SessionInfo session);

  /** A PORT names no listener of this JVM and is left as the application wrote it. */
  void notForced(SessionInfo session, String command);

  /**
   * What goes on from here on with this server cannot be seen.
   *
   * @param why the cause, for a person
   */
  void notSeen(String server, String why);

  /** Whether this server port is known to be FTP before the first byte. */
  boolean knownPort(int serverPort);

  /** Does work at once that a security manager is not to judge by the application's rights. */
  void withOwnRights(Runnable work);

  /** An error of our own that the application must not see. */
  void ownError(Throwable error);
}
