package io.ftplens.core.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** By a {@link StackWalker}, without the streams that its other methods load. */
public final class StackWalkerClasses extends CallerClasses
    implements Consumer<StackWalker.StackFrame> {
  private final List<Class<?>> classes = new ArrayList<>();

  /** Called by name. */
  public StackWalkerClasses() {}

  @Override
  protected Class<?>[] get() {
    StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).forEach(this);
    return classes.toArray(new Class<?>[0]);
  }

  @Override
  public void accept(StackWalker.StackFrame frame) {
    classes.add(frame.getDeclaringClass());
  }
}
