package io.ftplens.it.app.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;

/** An H2 server, asked over TCP. */
public final class DatabaseQueries {
  private DatabaseQueries() {}

  /** Takes nothing. */
  public static void main(String[] args) throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:bench";
    try (Connection connection = DriverManager.getConnection(url, "USER", "PASS");
        Statement statement = connection.createStatement()) {
      statement.execute("create table file(id int primary key, path varchar(80))");
      statement.execute("insert into file values(1, 'a')");
      try (PreparedStatement query =
          connection.prepareStatement("select path from file where id = ?")) {
        Requests.measure(100_000, 8_000, () -> ask(query));
      }
    }
    server.stop();
    Turns.end();
  }

  private static void ask(PreparedStatement query) throws SQLException {
    query.setInt(1, 1);
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no row");
      }
    }
  }
}
