/**
 * The test suites that Commons Net publishes, run as they are with and without the agent.
 *
 * <p>In: the jars that {@code -Psuites} unpacks. Out: each test's outcome, compared.
 */
package io.ftplens.it.suites;
