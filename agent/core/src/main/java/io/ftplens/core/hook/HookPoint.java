package io.ftplens.core.hook;

/** Where in a method a hook is called. */
enum HookPoint {
  /** Before the first instruction. */
  ENTRY,
  /** Before each return, with the returned value, if any, as the hook's first argument. */
  EXIT,
  /** Before each athrow in the method's own code, with the Throwable as the first argument. */
  THROW,
  /** As {@link #THROW}, but what the hook returns is thrown instead. */
  REPLACE_THROWN
}
