package io.ftplens.core.runtime;

import io.ftplens.protocol.event.SessionListener;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What {@link Sessions} needs of the agent around it. */
interface SessionsHost {
  /** The agent's own log. */
  Logger log();

  /** As {@link io.ftplens.core.hook.HookInstaller#nativeTransport}. */
  @Nullable String nativeTransport();

  /** Makes what hears of sessions; called once, when the first one begins. */
  List<SessionListener> listeners();

  /** Called about once a second, on a thread of ours, from the first session on. */
  void everySecond();
}
