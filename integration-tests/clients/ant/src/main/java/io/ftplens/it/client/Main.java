package io.ftplens.it.client;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.taskdefs.optional.net.FTP;
import org.apache.tools.ant.types.FileSet;

/** Uses Ant's ftp task. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each pair of tasks. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      Path directory = Files.createTempDirectory("ant");
      Path file = directory.resolve("ant-" + args[i] + ".bin");
      Files.write(file, new byte[20_011]);
      run(args, args[i], "put", directory);
      Files.delete(file);
      run(args, args[i], "get", directory);
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static void run(String[] args, String mode, String action, Path directory) {
    Project project = new Project();
    project.init();
    FTP task = new FTP();
    task.setProject(project);
    task.setServer(args[0]);
    task.setPort(Integer.parseInt(args[1]));
    task.setUserid(System.getProperty("ftp.user", "test"));
    task.setPassword("s3cret");
    task.setBinary(true);
    task.setPassive(mode.equals("passive"));
    FTP.Action verb = new FTP.Action();
    verb.setValue(action);
    task.setAction(verb);
    FileSet files = new FileSet();
    files.setProject(project);
    files.setDir(directory.toFile());
    files.setIncludes("ant-" + mode + ".bin");
    task.addFileset(files);
    task.execute();
  }
}
