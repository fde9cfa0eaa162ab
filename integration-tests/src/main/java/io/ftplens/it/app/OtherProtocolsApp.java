package io.ftplens.it.app;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.h2.tools.Server;

/** Speaks HTTP, SMTP and a database's protocol, both sides of two of them, and FTP once. */
public final class OtherProtocolsApp {
  private OtherProtocolsApp() {}

  /** Takes the port of a mail server, then the arguments of {@link OneTransferApp}. */
  public static void main(String[] args) throws Exception {
    http();
    smtp(Integer.parseInt(args[0]));
    jdbc();
    OneTransferApp.main(java.util.Arrays.copyOfRange(args, 1, args.length));
  }

  private static void http() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    byte[] page = "220 this is not FTP\r\n".getBytes(StandardCharsets.US_ASCII);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(page);
          }
        });
    server.start();
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/RETR");
    for (int i = 0; i < 5; i++) {
      try (InputStream in = url.openStream()) {
        System.out.println("http " + Payload.describe(Payload.drain(in)));
      }
    }
    server.stop(0);
  }

  private static void smtp(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      System.out.println("smtp " + in.readLine());
      String[] lines = {
        "EHLO client", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA", ".", "QUIT"
      };
      for (String line : lines) {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        System.out.println("smtp " + in.readLine());
      }
    }
  }

  private static void jdbc() throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:app";
    try (Connection connection = DriverManager.getConnection(url, "USER", "PASS");
        Statement statement = connection.createStatement()) {
      statement.execute("create table file(path varchar(80))");
      statement.execute("insert into file values('RETR a'), ('PORT 127,0,0,1,4,1')");
      try (ResultSet rows = statement.executeQuery("select count(*) from file")) {
        rows.next();
        System.out.println("jdbc " + rows.getInt(1));
      }
    }
    server.stop();
  }
}
