/**
 * That no secret is anywhere to be found.
 *
 * <p>Enters: sessions with marked passwords and user names, and servers that repeat them. Leaves:
 * nothing in log lines, spans, log records, metrics, and the heap.
 */
package io.ftplens.it.secrets;
