package io.ftplens.agent.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK's attach API, {@code com.sun.tools.attach}, by reflection. */
final class AttachApi {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final ClassLoader loader;
  private final Class<?> virtualMachine;

  private AttachApi(ClassLoader loader, Class<?> virtualMachine) {
    this.loader = loader;
    this.virtualMachine = virtualMachine;
  }

  /** Finds it: in the module jdk.attach, or, on Java 8, in the JDK's tools.jar. */
  static AttachApi find() throws Failure {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    try {
      return new AttachApi(loader, Class.forName(VIRTUAL_MACHINE, false, loader));
    } catch (ClassNotFoundException e) {
      return fromToolsJar();
    }
  }

  private static AttachApi fromToolsJar() throws Failure {
    File home = new File(System.getProperty("java.home"));
    for (File tools :
        new File[] {new File(home, "../lib/tools.jar"), new File(home, "lib/tools.jar")}) {
      if (tools.isFile()) {
        try {
          // Open for as long as this process runs: its classes load one another.
          @SuppressWarnings("resource")
          ClassLoader loader = new URLClassLoader(new URL[] {tools.toURI().toURL()});
          return new AttachApi(loader, Class.forName(VIRTUAL_MACHINE, false, loader));
        } catch (ClassNotFoundException | MalformedURLException e) {
          // It may be in the other place.
        }
      }
    }
    throw new Failure(
        ExitCode.UNREACHABLE,
        "the Java that runs this command ("
            + home
            + ") cannot attach to other JVMs: it is a runtime without the module jdk.attach (Java"
            + " 8: without tools.jar). Run this command with the java of a JDK; the application may"
            + " go on with what it has");
  }

  ClassLoader loader() {
    return loader;
  }

  /** The JVMs of this host that this user can see. */
  List<JavaProcess> list() throws Failure {
    List<JavaProcess> all = new ArrayList<>();
    try {
      Class<?> descriptor =
          Class.forName("com.sun.tools.attach.VirtualMachineDescriptor", true, loader);
      Method id = descriptor.getMethod("id");
      Method name = descriptor.getMethod("displayName");
      for (Object found : (List<?>) virtualMachine.getMethod("list").invoke(null)) {
        String pid = String.valueOf(id.invoke(found));
        PerfData data = PerfData.of(pid, loader);
        String main = String.valueOf(name.invoke(found));
        all.add(new JavaProcess(pid, main, data == null ? null : data.ftplens()));
      }
      return all;
    } catch (ReflectiveOperationException e) {
      throw new Failure(
          ExitCode.UNREACHABLE, "the JVMs of this host cannot be listed: " + cause(e));
    }
  }

  /** What is known of a JVM from outside; null if it is nothing. */
  @Nullable PerfData perfData(String pid) {
    return PerfData.of(pid, loader);
  }

  /** Attaches, loads the agent with an argument, which runs its agentmain, and detaches. */
  void load(String pid, File jar, String argument) throws Failure {
    Object attached;
    try {
      attached = virtualMachine.getMethod("attach", String.class).invoke(null, pid);
    } catch (ReflectiveOperationException e) {
      throw new Failure(ExitCode.UNREACHABLE, Refusals.ofAttach(pid, cause(e), perfData(pid)));
    }
    try {
      virtualMachine
          .getMethod("loadAgent", String.class, String.class)
          .invoke(attached, jar.getPath(), argument);
    } catch (ReflectiveOperationException e) {
      throw new Failure(ExitCode.UNREACHABLE, Refusals.ofLoad(pid, jar, cause(e)));
    } finally {
      detach(attached);
    }
  }

  private void detach(Object attached) throws Failure {
    try {
      virtualMachine.getMethod("detach").invoke(attached);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IOException)) {
        throw new Failure(ExitCode.UNREACHABLE, "detaching failed: " + cause(e));
      }
      // The JVM is gone: what was asked of it has been answered or will not be.
    } catch (ReflectiveOperationException e) {
      throw new Failure(ExitCode.UNREACHABLE, "detaching failed: " + cause(e));
    }
  }

  private static Throwable cause(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
  }
}
