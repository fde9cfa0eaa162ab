package io.ftplens.core.hook;

/** Where in a method a hook is called. */
enum HookPoint {
  /** Before the first instruction. */
  ENTRY,
  /** As {@link #ENTRY}, and the parameter that the row names becomes what the hook returns. */
  REPLACE_PARAMETER,
  /** Before each return, with the returned value, if any, as the hook's first argument. */
  EXIT,
  /**
   * Before each return, which then returns what the hook returns in place of its first argument.
   */
  REPLACE_RETURNED,
  /** Before each athrow in the method's own code, with the Throwable as the first argument. */
  THROW,
  /** As {@link #THROW}, but what the hook returns is thrown instead. */
  REPLACE_THROWN
}
