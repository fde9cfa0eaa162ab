/**
 * The exporter {@code console}: one line on standard error for each span, log record and point.
 *
 * <p>Enters: what the SDK hands to an exporter. Leaves: text. The SDK's own console exporter writes
 * through {@code java.util.logging}, which is not ours to configure.
 */
package io.ftplens.otel.console;
