package io.ftplens.it.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** What was agreed for the next data connection of a control connection. */
final class DataSetup {
  private String verb;
  private InetSocketAddress advertised;
  private ServerSocket listener;
  private long firstNanos;
  private final List<String> attempts = new ArrayList<>();

  /** Notes that a setup command arrived, and how it was answered. */
  void tried(String command, int reply) {
    if (attempts.isEmpty()) {
      firstNanos = Clock.epochNanos();
    }
    attempts.add(command + " " + reply);
  }

  void active(String command, InetSocketAddress client) throws IOException {
    closeListener();
    verb = command;
    advertised = client;
  }

  /** Opens a listener, or pretends to. */
  InetSocketAddress passive(String command, InetAddress on, boolean closed) throws IOException {
    closeListener();
    verb = command;
    listener = new ServerSocket(0, 1, on);
    advertised = new InetSocketAddress(on, listener.getLocalPort());
    if (closed) {
      closeListener();
    }
    return advertised;
  }

  /** Opens the data connection as agreed. */
  Socket open() throws IOException {
    if (listener == null) {
      return new Socket(advertised.getAddress(), advertised.getPort());
    }
    listener.setSoTimeout(20_000);
    return listener.accept();
  }

  boolean agreed() {
    return verb != null && (listener != null || !verb.endsWith("SV"));
  }

  /** Moves what is known into a transfer, and forgets it. */
  void moveTo(ServedTransfer transfer) {
    transfer.setup = verb;
    transfer.advertised = advertised;
    transfer.attempts.addAll(attempts);
    transfer.setupNanos = attempts.isEmpty() ? Clock.epochNanos() : firstNanos;
  }

  void clear() throws IOException {
    closeListener();
    verb = null;
    advertised = null;
    attempts.clear();
  }

  private void closeListener() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }
}
