/**
 * The doctor: which modes work from this host to an FTP server?
 *
 * <p>Enters: a URL and what a small blocking client meets when it lists a directory by each setup
 * command. Leaves: a table, a verdict and an exit code. What was agreed and what was observed is
 * told by the same engine that watches applications. Runs on the command line alone.
 */
package io.ftplens.core.doctor;
