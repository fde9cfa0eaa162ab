/**
 * Small applications that use FTP and know nothing of ftplens; each runs in a JVM of its own.
 *
 * <p>Enters: the sessions to hold, as arguments. Leaves: one line on standard output for each thing
 * the application saw, which must be the same with and without an agent.
 */
package io.ftplens.it.app;
