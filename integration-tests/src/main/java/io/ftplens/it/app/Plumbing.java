package io.ftplens.it.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Where a blocking client gets its sockets from. */
enum Plumbing {
  /** {@link Socket} and {@link ServerSocket}. */
  SOCKET {
    @Override
    Socket connect(InetSocketAddress to) throws IOException {
      Socket socket = new Socket();
      socket.connect(to, 20_000);
      return socket;
    }

    @Override
    ServerSocket listen(InetAddress on) throws IOException {
      return new ServerSocket(0, 1, on);
    }
  },
  /** The sockets that channels adapt themselves to. */
  ADAPTOR {
    @Override
    Socket connect(InetSocketAddress to) throws IOException {
      return SocketChannel.open(to).socket();
    }

    @Override
    ServerSocket listen(InetAddress on) throws IOException {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(on, 0), 1);
      return channel.socket();
    }
  },
  /** As {@link #ADAPTOR}, with time-outs, which take other ways through the JDK. */
  ADAPTOR_TIMED {
    @Override
    Socket connect(InetSocketAddress to) throws IOException {
      Socket socket = SocketChannel.open().socket();
      socket.connect(to, 20_000);
      socket.setSoTimeout(20_000);
      return socket;
    }

    @Override
    ServerSocket listen(InetAddress on) throws IOException {
      ServerSocket server = ADAPTOR.listen(on);
      server.setSoTimeout(20_000);
      return server;
    }
  };

  abstract Socket connect(InetSocketAddress to) throws IOException;

  abstract ServerSocket listen(InetAddress on) throws IOException;
}
