/**
 * What the application's class loader can see of ftplens: the entry points of the JVM, the command
 * line, and the loader that hides all the rest.
 *
 * <p>Java 8 bytecode, no library, nothing that may throw into the JVM's start.
 */
package io.ftplens.agent;
