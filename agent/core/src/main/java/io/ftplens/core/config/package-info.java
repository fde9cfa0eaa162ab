/**
 * The settings of ftplens.
 *
 * <p>Enters: system properties, environment variables, the agent's argument. Leaves: a {@link
 * io.ftplens.core.config.Settings} and complaints about what could not be understood.
 */
package io.ftplens.core.config;
