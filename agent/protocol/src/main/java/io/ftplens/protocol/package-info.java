/**
 * The pure FTP engine: no sockets, no clock, no logging, nothing but the JDK.
 *
 * <p>{@code line -> message -> session -> event}, in the order in which data flows.
 */
package io.ftplens.protocol;
