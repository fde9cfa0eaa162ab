/**
 * Stands in for {@code java.util.logging} in the libraries that our jar carries.
 *
 * <p>Enters: what these libraries log. Leaves: warnings, once each, to the operations engineer. The
 * real one must not be touched: an application that installs a log manager of its own does so
 * before anyone else logs, and a run-time image may have no {@code java.logging} at all. The types
 * have the names and the methods that these libraries use; the jar's relocation puts them in place.
 */
package io.ftplens.otel.jul;
