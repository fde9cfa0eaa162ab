package io.ftplens.it.app;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Transfers a file, and then tries to reach classes through every loader an application has. */
public final class ReachApp {
  private ReachApp() {}

  /** Takes a file with names of classes, then the arguments of {@link OneTransferApp}. */
  public static void main(String[] args) throws Exception {
    OneTransferApp.main(Arrays.copyOfRange(args, 1, args.length));
    Map<String, ClassLoader> loaders = new LinkedHashMap<>();
    loaders.put("system", ClassLoader.getSystemClassLoader());
    loaders.put("platform", ClassLoader.getSystemClassLoader().getParent());
    loaders.put("context", Thread.currentThread().getContextClassLoader());
    loaders.put("boot", new URLClassLoader(new URL[0], null));
    loaders.put("jdk", Thread.class.getClassLoader());
    int tried = 0;
    for (String name : Files.readAllLines(Paths.get(args[0]), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, ClassLoader> loader : loaders.entrySet()) {
        tried++;
        try {
          Class.forName(name, false, loader.getValue());
          System.out.println("reached " + loader.getKey() + " " + name);
        } catch (ClassNotFoundException | LinkageError e) {
          // as it should be
        }
      }
    }
    System.out.println("tried " + tried);
    System.out.println(definer());
  }

  /** What becomes of it if an application wants to define classes of the JDK. */
  private static String definer() throws ReflectiveOperationException {
    try {
      Class<?> definer = Class.forName("sun.misc.FtplensDefiner", true, null);
      return "definer: " + definer.getMethod("take").invoke(null);
    } catch (InvocationTargetException e) {
      return "definer: " + e.getCause().getMessage();
    } catch (ClassNotFoundException e) {
      return "no definer";
    }
  }
}
