/**
 * Log lines: the listener that writes them, the logfmt they are written in, and the small SLF4J
 * provider that takes them to standard error, a file, or the application's own logging.
 *
 * <p>Enters: events of sessions. Leaves: lines, written by a thread of its own, so that a full pipe
 * or disk never holds a thread of the application up.
 */
package io.ftplens.core.log;
