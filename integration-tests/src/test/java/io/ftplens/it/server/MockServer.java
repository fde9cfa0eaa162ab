package io.ftplens.it.server;

import org.mockftpserver.fake.FakeFtpServer;
import org.mockftpserver.fake.UserAccount;
import org.mockftpserver.fake.filesystem.DirectoryEntry;
import org.mockftpserver.fake.filesystem.UnixFakeFileSystem;

/** MockFtpServer, which many test suites use in the place of a server, with files in memory. */
public final class MockServer implements AutoCloseable {
  private final FakeFtpServer server = new FakeFtpServer();

  private MockServer() {
    UnixFakeFileSystem files = new UnixFakeFileSystem();
    files.add(new DirectoryEntry("/home"));
    server.setFileSystem(files);
    server.addUserAccount(new UserAccount("test", "s3cret", "/home"));
    server.setServerControlPort(0);
    server.start();
  }

  /** Starts one for the user {@code test}. */
  public static MockServer start() {
    return new MockServer();
  }

  /** Where it listens, on all addresses. */
  public int port() {
    return server.getServerControlPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
