/**
 * The agent as it runs: starting, threads, own errors, and the end.
 *
 * <p>Enters: the agent's argument and an Instrumentation. Leaves: nothing but what the listeners
 * write.
 */
package io.ftplens.core.runtime;
