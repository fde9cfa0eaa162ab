/**
 * Forced passive: the application asks for active mode, and passive mode is what happens.
 *
 * <p>Enters: calls of the library hooks. Leaves: clients switched to passive by their own public
 * methods, and a note for the session that its next setup command is not what was asked for.
 */
package io.ftplens.core.force;
