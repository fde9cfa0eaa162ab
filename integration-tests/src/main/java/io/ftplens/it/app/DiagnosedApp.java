package io.ftplens.it.app;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.time.Duration;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;

/**
 * Does what earns each diagnosis, with one {@link SickFtpServer} each; most of it by Commons Net.
 */
public final class DiagnosedApp {
  private static final int TIMEOUT = 3_000;

  private final String host;

  private DiagnosedApp(String host) {
    this.host = host;
  }

  /**
   * Takes the host and {@code diagnosis=port}, any number; ends when all is done, or when its
   * standard input does.
   */
  public static void main(String[] args) throws InterruptedException {
    DiagnosedApp app = new DiagnosedApp(args[0]);
    Thread input = new Thread(DiagnosedApp::exitAtEndOfInput, "input");
    input.setDaemon(true);
    input.start();
    Thread hanging = null;
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("=", -1);
      Runnable run = () -> app.say(parts[0], Integer.parseInt(parts[1]));
      if (parts[0].equals("accept_pending")) {
        hanging = new Thread(run, "nightly-import");
        hanging.start();
      } else {
        run.run();
      }
    }
    System.out.println("hanging");
    if (hanging != null) {
      hanging.join();
    }
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // What comes does not matter, only that it ends.
      }
    } catch (IOException e) {
      // That is an end, too.
    }
    System.exit(0);
  }

  private void say(String diagnosis, int port) {
    try {
      run(diagnosis, port);
      System.out.println(diagnosis + " done");
    } catch (Exception e) {
      System.out.println(diagnosis + " " + e.getClass().getName());
    }
  }

  private void run(String diagnosis, int port) throws Exception {
    switch (diagnosis) {
      case "healthy":
      case "cleartext_credentials":
        get(connected(new FTPClient(), port, true));
        break;
      case "accept_pending":
        get(connected(new FTPClient(), port, false));
        break;
      case "active_unreachable":
        FTPClient active = new FTPClient();
        active.setDataTimeout(Duration.ofMillis(TIMEOUT));
        get(connected(active, port, false));
        break;
      case "passive_unreachable":
      case "blocked_passive":
        FTPClient passive = new FTPClient();
        passive.setConnectTimeout(TIMEOUT);
        get(connected(passive, port, true));
        break;
      case "advertised_address_private":
        // It connects to the server's address in place of a private one.
        get(connected(new FTPClient(), port, true));
        break;
      case "advertised_address_mismatch":
        byHand(port, false);
        break;
      case "block_mode":
        blockMode(port);
        break;
      case "data_peer_mismatch":
        byHand(port, true);
        break;
      case "fallback_to_active":
        try (InputStream in =
            new URL("ftp://u:p@" + host + ":" + port + "/f;type=i").openStream()) {
          Payload.drain(in);
        }
        break;
      case "passive_lost_on_reconnect":
        FTPClient client = connected(new FTPClient(), port, true);
        client.retrieveFile("f", new ByteArrayOutputStream());
        client.disconnect();
        get(connected(client, port, false));
        break;
      case "extended_refused":
        FTPClient extended = new FTPClient();
        extended.setUseEPSVwithIPv4(true);
        connected(extended, port, true).retrieveFile("f", new ByteArrayOutputStream());
        get(extended);
        break;
      case "tls_session_not_reused":
        FTPSClient tls = new FTPSClient();
        tls.setTrustManager(new TrustAll());
        connected(tls, port, true);
        tls.execPBSZ(0);
        tls.execPROT("P");
        get(tls);
        break;
      case "control_idle_timeout":
        get(connected(new FTPClient(), port, true));
        break;
      case "reply_out_of_step":
        FTPClient hasty = connected(new FTPClient(), port, true);
        try (InputStream in = hasty.retrieveFileStream("f")) {
          Payload.drain(in);
        }
        hasty.changeWorkingDirectory("/");
        hasty.printWorkingDirectory();
        hasty.disconnect();
        break;
      case "unfinished_transfer":
        FTPClient leaver = connected(new FTPClient(), port, true);
        try (InputStream in = leaver.retrieveFileStream("f")) {
          Payload.drain(in);
        }
        leaver.disconnect();
        break;
      default:
        throw new IllegalArgumentException(diagnosis);
    }
  }

  private FTPClient connected(FTPClient client, int port, boolean passive) throws IOException {
    client.setDefaultTimeout(20 * TIMEOUT);
    client.connect(host, port);
    client.login("test", "s3cret");
    if (passive) {
      client.enterLocalPassiveMode();
    }
    return client;
  }

  private static void get(FTPClient client) throws IOException {
    try {
      if (!client.retrieveFile("f", new ByteArrayOutputStream())) {
        throw new IOException(client.getReplyString().trim());
      }
      client.logout();
    } finally {
      client.disconnect();
    }
  }

  /** A client that looks at no address. */
  private void byHand(int port, boolean active) throws Exception {
    Spec spec = Spec.parse("t," + (active ? "PORT" : "PASV") + ",plain," + host + "," + port);
    try (RawControl control = new RawControl(spec, "test");
        ServerSocket listener = new ServerSocket(0, 1, control.local())) {
      if (active) {
        control.write(control.announce(listener.getLocalPort()));
        RawControl.expect(control.reply(), "200");
        RawControl.expect(control.command("RETR f"), "150");
        drain(listener.accept());
      } else {
        InetSocketAddress announced =
            HostPort.announced(control.command("PASV"), listener.getInetAddress());
        Socket data = new Socket(announced.getAddress(), announced.getPort());
        RawControl.expect(control.command("RETR f"), "150");
        drain(data);
      }
      RawControl.expect(control.reply(), "226");
    }
  }

  /** Two transfers over one data connection (RFC 959, 3.4.2), whose headers are no matter here. */
  private void blockMode(int port) throws Exception {
    try (RawControl control =
        new RawControl(Spec.parse("t,PASV,plain," + host + "," + port), "test")) {
      RawControl.expect(control.command("MODE B"), "200");
      InetSocketAddress announced = HostPort.announced(control.command("PASV"), control.local());
      try (Socket data = new Socket(announced.getAddress(), announced.getPort())) {
        DataInputStream in = new DataInputStream(data.getInputStream());
        for (String file : new String[] {"first", "second"}) {
          RawControl.expect(control.command("RETR " + file), "150");
          in.readFully(new byte[SickSession.CONTENT_SIZE]);
          RawControl.expect(control.reply(), "226");
        }
      }
    }
  }

  private static void drain(Socket data) throws IOException {
    try (Socket socket = data) {
      Payload.drain(socket.getInputStream());
    }
  }
}
