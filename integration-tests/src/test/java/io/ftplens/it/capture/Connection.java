package io.ftplens.it.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One TCP connection of a capture. */
final class Connection {
  /** Bytes that one end sent, in the order of the capture. */
  record Piece(boolean fromOpener, byte[] bytes, double seconds) {}

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

  /** Whether the SYN was answered. */
  boolean established() {
    return established;
  }

  /** Whether one end broke it off. */
  boolean reset() {
    return reset;
  }

  /** Bytes that one end sent; a retransmission counts once. */
  long bytes(boolean sentByOpener) {
    Flow flow = sentByOpener ? fromOpener : fromListener;
    if (!flow.early.isEmpty()) {
      throw new AssertionError("a segment of " + this + " is missing in the capture");
    }
    return flow.bytes;
  }

  /** What was said, both ways, in the order of the capture; empty where payload was not wanted. */
  List<Piece> pieces() {
    return pieces;
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
        if (payload.length != segment.length()) {
          throw new AssertionError("captured in part only: " + segment);
        }
        byte[] news = Arrays.copyOfRange(payload, payload.length - fresh, payload.length);
        pieces.add(new Piece(ofOpener, news, segment.seconds()));
      }
    }
  }
}
