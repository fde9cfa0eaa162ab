/**
 * What the agent costs: {@code ./mvnw -q -Pbench}.
 *
 * <p>Enters: the packaged jar, the JDKs of this machine. Leaves: a table of ratios on standard
 * output and in {@code docs/performance.md}. Nothing is asserted: these are no tests.
 */
package io.ftplens.it.bench;
