/**
 * The agent as an MXBean.
 *
 * <p>Enters: the figures and switches of the agent. Leaves: {@code io.ftplens:type=Agent} in the
 * platform MBean server. Only {@link io.ftplens.core.jmx.PlatformServer} names a class of
 * java.management, which a runtime image may lack.
 */
package io.ftplens.core.jmx;
