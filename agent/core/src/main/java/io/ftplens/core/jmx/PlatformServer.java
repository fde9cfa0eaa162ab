package io.ftplens.core.jmx;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** The platform MBean server. Whoever names this class must survive a LinkageError. */
public final class PlatformServer {
  private static final String NAME = "io.ftplens:type=Agent";

  /** Registered in the platform's server by the JDK, and in no other. */
  private static final String MARK = ManagementFactory.RUNTIME_MXBEAN_NAME;

  private PlatformServer() {}

  /**
   * Registers the bean.
   *
   * @param start whether to start the platform server if it is not there
   * @return false if there is no server yet
   */
  public static boolean register(AgentMXBean bean, boolean start) throws JMException {
    MBeanServer server = start ? ManagementFactory.getPlatformMBeanServer() : started();
    if (server == null) {
      return false;
    }
    ObjectName name = new ObjectName(NAME);
    if (server.isRegistered(name)) {
      // Of a start before a detach that could not end well.
      server.unregisterMBean(name);
    }
    server.registerMBean(new StandardMBean(bean, AgentMXBean.class, true), name);
    return true;
  }

  /** Takes the bean away. */
  public static void unregister() throws JMException {
    MBeanServer server = started();
    ObjectName name = new ObjectName(NAME);
    if (server != null && server.isRegistered(name)) {
      server.unregisterMBean(name);
    }
  }

  /** The platform server, if somebody has started it; asking the JDK for it would do so. */
  private static @Nullable MBeanServer started() throws JMException {
    ObjectName mark = new ObjectName(MARK);
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      if (server.isRegistered(mark)) {
        return server;
      }
    }
    return null;
  }
}
