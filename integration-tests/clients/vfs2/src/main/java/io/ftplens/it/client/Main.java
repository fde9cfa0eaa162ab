package io.ftplens.it.client;

import java.io.OutputStream;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.provider.ftp.FtpFileProvider;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystemConfigBuilder;

/** Uses Commons VFS, which pools sessions of Commons Net and reads listings behind one's back. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each file system. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      DefaultFileSystemManager manager = new DefaultFileSystemManager();
      manager.addProvider("ftp", new FtpFileProvider());
      manager.init();
      FileSystemOptions options = new FileSystemOptions();
      FtpFileSystemConfigBuilder builder = FtpFileSystemConfigBuilder.getInstance();
      builder.setPassiveMode(options, args[i].equals("passive"));
      builder.setUserDirIsRoot(options, true);
      String uri =
          "ftp://"
              + System.getProperty("ftp.user", "test")
              + ":s3cret@"
              + args[0]
              + ":"
              + args[1]
              + "/vfs-"
              + args[i]
              + ".bin";
      FileObject file = manager.resolveFile(uri, options);
      try (OutputStream out = file.getContent().getOutputStream()) {
        out.write(new byte[20_011]);
      }
      System.out.println(file.getContent().getByteArray().length);
      System.out.println(file.getParent().getChildren().length);
      manager.close();
    }
  }
}
