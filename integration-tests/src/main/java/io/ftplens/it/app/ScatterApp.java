package io.ftplens.it.app;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes PORT and RETR at once on a channel that blocks, accepts before it reads anything, and
 * reads replies into two buffers.
 */
public final class ScatterApp {
  private final SocketChannel control;
  private final StringBuilder received = new StringBuilder();

  private ScatterApp(SocketChannel control) {
    this.control = control;
  }

  /** Takes a session. */
  public static void main(String[] args) throws Exception {
    Spec spec = Spec.parse(args[0]);
    try (SocketChannel control =
        SocketChannel.open(new InetSocketAddress(spec.address(), spec.port))) {
      ScatterApp ftp = new ScatterApp(control);
      RawControl.expect(ftp.reply(), "220");
      ftp.write("USER test\r\n");
      RawControl.expect(ftp.reply(), "331");
      ftp.write("PASS s3cret\r\n");
      RawControl.expect(ftp.reply(), "230");
      for (int i = 0; i < 3; i++) {
        System.out.println(Payload.describe(ftp.fetch("/get/scatter" + i + "-5000.bin")));
      }
    }
  }

  private byte[] fetch(String path) throws Exception {
    InetAddress local = ((InetSocketAddress) control.getLocalAddress()).getAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, local)) {
      listener.setSoTimeout(20_000);
      String announcement = HostPort.announce("PORT", local, listener.getLocalPort());
      write(announcement + "\r\nRETR " + path + "\r\n");
      try (Socket data = listener.accept()) {
        RawControl.expect(reply(), "200");
        RawControl.expect(reply(), "150");
        byte[] bytes = Payload.drain(data.getInputStream());
        RawControl.expect(reply(), "226");
        return bytes;
      }
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      control.write(bytes);
    }
  }

  private String reply() throws IOException {
    int end;
    while ((end = received.indexOf("\r\n")) < 0) {
      ByteBuffer[] parts = {ByteBuffer.allocate(3), ByteBuffer.allocateDirect(500)};
      if (control.read(parts) < 0) {
        throw new EOFException("the server closed the control connection");
      }
      for (ByteBuffer part : parts) {
        ((java.nio.Buffer) part).flip();
        received.append(StandardCharsets.US_ASCII.decode(part));
      }
    }
    String line = received.substring(0, end);
    received.delete(0, end + 2);
    return line;
  }
}
