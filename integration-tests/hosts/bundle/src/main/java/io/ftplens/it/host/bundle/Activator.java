package io.ftplens.it.host.bundle;

import io.ftplens.it.host.Transfers;
import java.io.IOException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Makes the transfers once the bundle is started, and stops the framework. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    new Thread(() -> work(context), "bundle").start();
  }

  private static void work(BundleContext context) {
    try {
      System.out.println(Transfers.make(Integer.getInteger("ftp.port")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      shutDown(context);
    }
  }

  private static void shutDown(BundleContext context) {
    try {
      context.getBundle(0).stop();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The thread has come to its end.
  }
}
