/**
 * Servers that mean harm, or are broken.
 *
 * <p>Enters: one program that meets them all. Leaves: that it sees the same with the agent as
 * without, in a heap that could not hold what they send, and that no log line is theirs.
 */
package io.ftplens.it.hostile;
