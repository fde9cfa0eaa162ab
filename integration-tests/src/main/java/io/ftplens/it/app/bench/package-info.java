/**
 * Programs that measure themselves; the driver runs each with and without an agent and compares.
 *
 * <p>Enters: arguments, and {@code bench.scale}, which shortens every loop. Leaves: lines {@code
 * name value} on standard output.
 */
package io.ftplens.it.app.bench;
