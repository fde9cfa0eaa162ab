package io.ftplens.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache FtpServer, embedded: a server that others wrote, with files on disk. */
public final class ApacheServer implements AutoCloseable {
  private final FtpServer server;
  private final Listener listener;
  private final List<Handled> handled = new CopyOnWriteArrayList<>();

  /**
   * A command as the server saw it.
   *
   * @param command the verb
   * @param argument null if there was none
   * @param reply the code of the last reply to it
   * @param clientPort the client's end of the control connection
   */
  public record Handled(String command, String argument, int reply, int clientPort) {}

  private ApacheServer(Path directory) throws FtpException {
    FtpServerFactory factory = new FtpServerFactory();
    ListenerFactory listeners = new ListenerFactory();
    listeners.setPort(0);
    listeners.setServerAddress("127.0.0.1");
    SslConfigurationFactory ssl = new SslConfigurationFactory();
    ssl.setKeystoreFile(Tls.keyStore().toFile());
    ssl.setKeystoreType("PKCS12");
    ssl.setKeystorePassword(Tls.PASSWORD);
    listeners.setSslConfiguration(ssl.createSslConfiguration());
    listener = listeners.createListener();
    factory.addListener("default", listener);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setMaxLogins(0);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName("test");
    user.setPassword("s3cret");
    user.setHomeDirectory(directory.toString());
    user.setAuthorities(List.of(new WritePermission()));
    factory.getUserManager().save(user);
    factory.setFtplets(new HashMap<>(Map.of("recorder", new Recorder())));
    server = factory.createServer();
    server.start();
  }

  /** Starts one that serves this directory to the user {@code test}. */
  public static ApacheServer serving(Path directory) {
    try {
      Files.createDirectories(directory);
      return new ApacheServer(directory);
    } catch (FtpException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return listener.getPort();
  }

  /** The commands that it has answered. */
  public List<Handled> handled() {
    return List.copyOf(handled);
  }

  /** Those of them that use a data connection. */
  public List<Handled> transfers() {
    List<String> verbs = List.of("RETR", "STOR", "APPE", "STOU", "LIST", "NLST", "MLSD");
    return handled.stream().filter(each -> verbs.contains(each.command())).toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Recorder extends DefaultFtplet {
    @Override
    public FtpletResult afterCommand(FtpSession session, FtpRequest request, FtpReply reply) {
      int code = reply == null ? 0 : reply.getCode();
      handled.add(
          new Handled(
              request.getCommand(),
              request.getArgument(),
              code,
              session.getClientAddress().getPort()));
      return FtpletResult.DEFAULT;
    }
  }
}
