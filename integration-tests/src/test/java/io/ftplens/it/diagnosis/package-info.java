/**
 * Every diagnosis, earned for real.
 *
 * <p>Enters: servers and firewalls that are wrong in one way each, and clients that meet them.
 * Leaves: the log lines, spans and log records that tell it, and no others.
 */
package io.ftplens.it.diagnosis;
