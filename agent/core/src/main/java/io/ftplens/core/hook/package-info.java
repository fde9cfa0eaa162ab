/**
 * Getting into the JDK's socket classes: a table of rows, and the weaver that applies it.
 *
 * <p>Enters: an {@link java.lang.instrument.Instrumentation}. Leaves: calls of {@code
 * java.lang.FtplensHooks} inside the JDK, and a report of what could not be woven.
 */
package io.ftplens.core.hook;
