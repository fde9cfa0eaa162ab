package io.ftplens.core.hook;

/**
 * When a part of the table is woven: each costs a start some milliseconds, and may be for naught.
 */
public enum HookStage {
  /** Before the application's main: blocking sockets, TLS, and what opens channels. */
  START,
  /** At the first channel that the application opens. */
  CHANNEL,
  /** At the first FTP session: what is of interest at a connection's end alone. */
  SESSION
}
