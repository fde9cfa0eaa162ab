package io.ftplens.it.capture;

import java.net.InetSocketAddress;

/**
 * One TCP segment of a capture.
 *
 * @param seconds since the epoch
 * @param from where it came from
 * @param to where it went
 * @param flags as in the TCP header
 * @param sequence the sequence number as it was sent
 * @param length of the payload as it was sent
 * @param payload as captured
 */
record Segment(
    double seconds,
    InetSocketAddress from,
    InetSocketAddress to,
    int flags,
    long sequence,
    int length,
    byte[] payload) {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  boolean opens() {
    return (flags & (SYN | ACK)) == SYN;
  }

  boolean answersOpening() {
    return (flags & (SYN | ACK)) == (SYN | ACK);
  }

  boolean syn() {
    return (flags & SYN) != 0;
  }

  boolean fin() {
    return (flags & FIN) != 0;
  }

  boolean reset() {
    return (flags & RST) != 0;
  }
}
