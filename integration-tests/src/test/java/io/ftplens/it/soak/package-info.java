/** Many sessions for a long time: what is left of them, and whether each was told once. */
package io.ftplens.it.soak;
