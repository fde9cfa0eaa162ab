package io.ftplens.it.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One TCP connection of a capture. */
final class Connection {
  /**
   * Bytes that one end sent, in the order of the capture.
   *
   * @param whole false if only the first of them were captured
   */
  record Piece(boolean fromOpener, byte[] bytes, double seconds, boolean whole) {}

  /** Who sent the SYN. */
  final InetSocketAddress opener;

  /** Who was sent the SYN. */
  final InetSocketAddress listener;

  /** When the SYN was sent, in seconds since the epoch. */
  final double openedAt;

  private final long openingSequence;
  private final Flow fromOpener = new Flow(true);
  private final Flow fromListener = new Flow(false);
  private final List<Piece> pieces = new ArrayList<>();
  private ProxyPreamble preamble;
  private boolean established;
  private boolean reset;

  Connection(Segment syn) {
    opener = syn.from();
    listener = syn.to();
    openedAt = syn.seconds();
    openingSequence = syn.sequence();
    fromOpener.begin(syn.sequence());
  }

  boolean sameOpening(Segment syn) {
    return syn.sequence() == openingSequence;
  }

  void add(Segment segment) {
    reset |= segment.reset();
    Flow flow = segment.from().equals(opener) ? fromOpener : fromListener;
    if (segment.answersOpening()) {
      established = true;
      flow.begin(segment.sequence());
    } else if (!segment.syn() && segment.length() > 0) {
      flow.add(segment);
    }
  }

  /** Knows it for one that leads to a proxy. */
  void throughProxy() {
    preamble = ProxyPreamble.read(pieces);
  }

  /** Where it leads, be it through a proxy. */
  InetSocketAddress target() {
    return preamble == null ? listener : preamble.target();
  }

  /** Whether the SYN was answered. */
  boolean established() {
    return established;
  }

  /** Whether one end broke it off. */
  boolean reset() {
    return reset;
  }

  /** Bytes that one end sent, but for what it said to a proxy; a retransmission counts once. */
  long bytes(boolean sentByOpener) {
    Flow flow = sentByOpener ? fromOpener : fromListener;
    if (!flow.early.isEmpty()) {
      throw new AssertionError("a segment of " + this + " is missing in the capture");
    }
    int ofProxy =
        preamble == null ? 0 : sentByOpener ? preamble.fromClient() : preamble.fromProxy();
    return flow.bytes - ofProxy;
  }

  /** What was said, both ways, in the order of the capture; empty where payload was not wanted. */
  List<Piece> pieces() {
    return preamble == null ? pieces : preamble.rest(pieces);
  }

  @Override
  public String toString() {
    return opener + " -> " + listener;
  }

  /** One direction: counts by sequence numbers, which wrap every 4 GiB. */
  private final class Flow {
    private final boolean ofOpener;

    /** Segments captured before those that they follow. */
    private final TreeMap<Long, Segment> early = new TreeMap<>();

    private int firstSequence;
    private long bytes;

    Flow(boolean ofOpener) {
      this.ofOpener = ofOpener;
    }

    void begin(long synSequence) {
      firstSequence = (int) (synSequence + 1);
    }

    void add(Segment segment) {
      early.put(bytes + ((int) segment.sequence() - firstSequence - (int) bytes), segment);
      while (!early.isEmpty()) {
        Map.Entry<Long, Segment> first = early.firstEntry();
        if (first.getKey() > bytes) {
          return;
        }
        early.remove(first.getKey());
        take(first.getValue(), (int) (first.getKey() + first.getValue().length() - bytes));
      }
    }

    private void take(Segment segment, int fresh) {
      if (fresh <= 0) {
        return;
      }
      bytes += fresh;
      byte[] payload = segment.payload();
      if (payload.length > 0) {
        int repeated = segment.length() - fresh;
        boolean whole = payload.length == segment.length();
        byte[] news =
            Arrays.copyOfRange(payload, Math.min(repeated, payload.length), payload.length);
        pieces.add(new Piece(ofOpener, news, segment.seconds(), whole));
      }
    }
  }
}
