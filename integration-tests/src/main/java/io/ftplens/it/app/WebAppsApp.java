package io.ftplens.it.app;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * A server with web applications: each in a loader that looks into the application first, and
 * undeployed after its work.
 *
 * <p>Takes {@code collect} if it is to wait until their loaders are collected; then applications,
 * separated by {@code --}: a class path, the name of a main class, and what that takes.
 */
public final class WebAppsApp {
  private WebAppsApp() {}

  /** Runs the applications, one after the other. */
  public static void main(String[] args) throws Exception {
    int from = 1;
    for (int i = 1; i <= args.length; i++) {
      if (i == args.length || args[i].equals("--")) {
        WeakReference<ClassLoader> loader = run(Arrays.copyOfRange(args, from, i));
        if (args[0].equals("collect")) {
          System.out.println(collected(loader) ? "unloaded" : "still loaded");
        }
        from = i + 1;
      }
    }
  }

  private static WeakReference<ClassLoader> run(String[] application) throws Exception {
    try (ChildFirst loader = new ChildFirst(application[0])) {
      String[] arguments = Arrays.copyOfRange(application, 2, application.length);
      Throwable[] thrown = {null};
      Thread thread =
          new Thread(
              () -> {
                try {
                  loader
                      .loadClass("io.ftplens.it.app." + application[1])
                      .getMethod("main", String[].class)
                      .invoke(null, (Object) arguments);
                } catch (Throwable e) {
                  thrown[0] = e;
                }
              });
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      if (thrown[0] != null) {
        throw new IllegalStateException(thrown[0]);
      }
      return new WeakReference<>(loader);
    }
  }

  private static boolean collected(WeakReference<ClassLoader> loader) throws InterruptedException {
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return loader.get() == null;
  }

  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(String classPath) throws Exception {
      super(urls(classPath), WebAppsApp.class.getClassLoader());
    }

    private static URL[] urls(String classPath) throws Exception {
      String[] entries = classPath.split(File.pathSeparator);
      URL[] urls = new URL[entries.length];
      for (int i = 0; i < entries.length; i++) {
        urls[i] = new File(entries[i]).toURI().toURL();
      }
      return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> found = findLoadedClass(name);
        if (found == null) {
          try {
            found = findClass(name);
          } catch (ClassNotFoundException e) {
            return super.loadClass(name, resolve);
          }
        }
        return found;
      }
    }
  }
}
