/**
 * Real hosts, started as their users start them, with an application that makes an active and a
 * passive transfer. The profile {@code hosts} builds and fetches what they need.
 */
package io.ftplens.it.hosts;
