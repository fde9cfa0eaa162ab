/**
 * The command line: {@code java -jar ftplens-agent.jar}.
 *
 * <p>Enters: arguments, and what other JVMs answer. Leaves: text for a person, and an exit code.
 * The attach and jvmstat APIs of the JDK are used by reflection, because a JRE has neither and Java
 * 8 keeps them in another place.
 */
package io.ftplens.agent.cli;
