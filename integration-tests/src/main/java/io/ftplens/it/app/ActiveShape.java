package io.ftplens.it.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The ways in which programs wait for the server to connect. */
enum ActiveShape {
  /** The ordinary one. */
  AFTER_150 {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        prepare(control, listener.getLocalPort());
        RawControl.expect(control.command(command), "150");
        return listener.accept();
      }
    }
  },
  /** Accepts first, and reads then that the server goes ahead. */
  BEFORE_150 {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        prepare(control, listener.getLocalPort());
        control.write(command + "\r\n");
        Socket data = listener.accept();
        RawControl.expect(control.reply(), "150");
        return data;
      }
    }
  },
  /** Another thread is in accept before anything is announced. */
  BLOCKED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        FutureTask<Socket> accepted = inBackground(listener);
        prepare(control, listener.getLocalPort());
        RawControl.expect(control.command(command), "150");
        return accepted.get();
      }
    }
  },
  /** As {@link #BLOCKED}, and it is waited for before anything is read. */
  BLOCKED_AND_JOINED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        FutureTask<Socket> accepted = inBackground(listener);
        prepare(control, listener.getLocalPort());
        control.write(command + "\r\n");
        Socket data = accepted.get();
        RawControl.expect(control.reply(), "150");
        return data;
      }
    }
  },
  /** Listens on every address. */
  WILDCARD {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = new ServerSocket(0)) {
        prepare(control, listener.getLocalPort());
        RawControl.expect(control.command(command), "150");
        return listener.accept();
      }
    }
  },
  /** Every byte is a write. */
  SPLIT {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        for (char c : control.announce(listener.getLocalPort()).toCharArray()) {
          control.write(String.valueOf(c));
        }
        RawControl.expect(control.reply(), "200");
        RawControl.expect(control.command(command), "150");
        return listener.accept();
      }
    }
  },
  /** Other commands are in the same write. */
  BUFFERED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        control.write(
            "NOOP\r\nTYPE I\r\n" + control.announce(listener.getLocalPort()) + "NOOP\r\n");
        for (int i = 0; i < 4; i++) {
          RawControl.expect(control.reply(), "200");
        }
        RawControl.expect(control.command(command), "150");
        return listener.accept();
      }
    }
  },
  /** The transfer command goes out before any reply is read. */
  PIPELINED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        control.write(control.announce(listener.getLocalPort()) + command + "\r\n");
        RawControl.expect(control.reply(), "200");
        RawControl.expect(control.reply(), "150");
        return listener.accept();
      }
    }
  },
  /** As {@link #PIPELINED}, and accepts before it reads anything. */
  PIPELINED_FIRST {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        control.write(control.announce(listener.getLocalPort()) + command + "\r\n");
        return acceptedFirst(control, listener.accept());
      }
    }
  },
  /** As {@link #PIPELINED_FIRST}, in two writes; and waits until there is something to read. */
  PIPELINED_TWICE {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        control.write(control.announce(listener.getLocalPort()));
        control.write(command + "\r\n");
        Socket data = listener.accept();
        control.awaitAvailable();
        return acceptedFirst(control, data);
      }
    }
  },
  /** As {@link #PIPELINED_FIRST}, with another thread in accept before anything is announced. */
  PIPELINED_BLOCKED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocket listener = listen(control)) {
        FutureTask<Socket> accepted = inBackground(listener);
        control.write(control.announce(listener.getLocalPort()) + command + "\r\n");
        return acceptedFirst(control, accepted.get());
      }
    }
  },
  /** As {@link #PIPELINED_FIRST}, where a selector tells when to accept. */
  PIPELINED_SELECTOR {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        control.write(control.announce(port(listener)) + command + "\r\n");
        return acceptedFirst(control, selected(control, listener));
      }
    }
  },
  /** A channel that blocks. */
  CHANNEL {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        prepare(control, port(listener));
        RawControl.expect(control.command(command), "150");
        return listener.accept().socket();
      }
    }
  },
  /** The socket of a channel. */
  ADAPTOR {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        prepare(control, port(listener));
        control.write(command + "\r\n");
        Socket data = listener.socket().accept();
        RawControl.expect(control.reply(), "150");
        return data;
      }
    }
  },
  /** The socket of a channel, with a time-out. */
  ADAPTOR_TIMED {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        listener.socket().setSoTimeout(control.timeout);
        prepare(control, port(listener));
        RawControl.expect(control.command(command), "150");
        return listener.socket().accept();
      }
    }
  },
  /** A selector tells when to accept. */
  SELECTOR {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        prepare(control, port(listener));
        RawControl.expect(control.command(command), "150");
        return selected(control, listener);
      }
    }
  },
  /** As {@link #SELECTOR}, before anything is read. */
  SELECTOR_FIRST {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (ServerSocketChannel listener = channel(control)) {
        prepare(control, port(listener));
        control.write(command + "\r\n");
        Socket data = selected(control, listener);
        RawControl.expect(control.reply(), "150");
        return data;
      }
    }
  },
  /** A listener whose connections are TLS sockets from the start. */
  TLS_LISTENER {
    @Override
    Socket open(RawControl control, String command) throws Exception {
      try (SSLServerSocket listener =
          (SSLServerSocket)
              TrustAll.context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 1, control.local())) {
        listener.setSoTimeout(control.timeout);
        prepare(control, listener.getLocalPort());
        RawControl.expect(control.command(command), "150");
        SSLSocket data = (SSLSocket) listener.accept();
        data.setUseClientMode(true);
        data.startHandshake();
        return data;
      }
    }
  };

  /** Announces a listener, writes the command, and returns what came in. */
  abstract Socket open(RawControl control, String command) throws Exception;

  static ServerSocket listen(RawControl control) throws Exception {
    ServerSocket listener = new ServerSocket(0, 1, control.local());
    listener.setSoTimeout(control.timeout);
    return listener;
  }

  private static Socket acceptedFirst(RawControl control, Socket data) throws Exception {
    RawControl.expect(control.reply(), "200");
    RawControl.expect(control.reply(), "150");
    return data;
  }

  static void prepare(RawControl control, int port) throws Exception {
    control.write(control.announce(port));
    RawControl.expect(control.reply(), "200");
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private static FutureTask<Socket> inBackground(ServerSocket listener) throws Exception {
    FutureTask<Socket> accepted = new FutureTask<>(listener::accept);
    Thread thread = new Thread(accepted, "acceptor");
    thread.start();
    // Nothing tells that a thread is in accept; if it is late, it is another shape that is tested.
    Thread.sleep(50);
    return accepted;
  }

  private static ServerSocketChannel channel(RawControl control) throws Exception {
    ServerSocketChannel listener = ServerSocketChannel.open();
    InetAddress local = control.local();
    listener.bind(new InetSocketAddress(local, 0), 1);
    return listener;
  }

  private static int port(ServerSocketChannel listener) throws Exception {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private static Socket selected(RawControl control, ServerSocketChannel listener)
      throws Exception {
    listener.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      listener.register(selector, SelectionKey.OP_ACCEPT);
      if (selector.select(control.timeout) == 0) {
        throw new java.io.IOException("nobody connected");
      }
      SocketChannel accepted = listener.accept();
      return accepted.socket();
    }
  }
}
