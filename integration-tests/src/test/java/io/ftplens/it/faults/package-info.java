/**
 * What goes wrong in ftplens itself: copies of the agent's jar with faults in them, and what
 * surrounds it.
 *
 * <p>In: a fault. Out: an application that goes on, and the line that says what is switched off.
 */
package io.ftplens.it.faults;
