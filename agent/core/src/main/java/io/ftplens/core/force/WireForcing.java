package io.ftplens.core.force;

import io.ftplens.protocol.event.DataConnectionMode;
import io.ftplens.protocol.event.Endpoint;
import io.ftplens.protocol.event.SetupCommand;
import io.ftplens.protocol.message.DataEndpoints;
import io.ftplens.protocol.session.AddressKind;
import io.ftplens.protocol.session.ExpectedDataConnection;
import io.ftplens.protocol.session.FtpSession;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forced passive on the wire of one control connection, for clients that no library hook knows: the
 * PORT they write is sent as PASV, and its reply read as that of a PORT. The caller holds the
 * connection's lock.
 */
public final class WireForcing implements OutgoingRewriter.Rules, ReplyEditor.Outcome {
  /** Who decides, and is told. */
  public interface Host extends ForcedConnections {
    /** The switch. */
    ForcedPassive forcedPassive();

    /** Where this JVM listens. */
    ListenerRegistry listeners();

    /** The next set-up command of this session is not what the application asked for. */
    void forcing(FtpSession session);

    /** This command names no listener of this JVM, and is left as it is. */
    void leftAlone(FtpSession session, String line);
  }

  /** RFC 959, 4.1.3, and RFC 3659, 7: the commands that use the data connection. */
  private static final Set<String> TRANSFER_VERBS =
      new HashSet<>(Arrays.asList("RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD"));

  private final Host host;
  private final FtpSession session;
  private final OutgoingRewriter rewriter = new OutgoingRewriter(this);
  private final ReplyEditor editor = new ReplyEditor(this);
  private @Nullable ForcedSetup current;
  private byte @Nullable [] toSend;

  /** Whether a reply to something else was read since a line was replaced. */
  private boolean otherReplyRead;

  /** Commands that are about to be written, and that the session does not know yet. */
  private int unsent;

  private @Nullable ForcedSetup outrun;

  /** Makes the forcing of a session. */
  public WireForcing(Host host, FtpSession session) {
    this.host = host;
    this.session = session;
  }

  /** What is to be written in place of these bytes; null if they are to be written as they are. */
  public byte @Nullable [] outgoing(byte[] bytes, int offset, int length) {
    if (otherReplyRead && rewriter.holdsLines()) {
      // It reads as it goes, so what it writes does not wait for a reply that may never come.
      byte[] before = rewriter.goOn();
      byte[] now = rewriter.rewrite(bytes, offset, length);
      return join(before, now == null ? Arrays.copyOfRange(bytes, offset, offset + length) : now);
    }
    byte[] instead = rewriter.rewrite(bytes, offset, length);
    ForcedSetup setup = current;
    if (setup != null && rewriter.holdsLines() && setup.outrun()) {
      outrun = setup;
    }
    return instead;
  }

  private static byte[] join(byte @Nullable [] first, byte @Nullable [] second) {
    int length = first == null ? 0 : first.length;
    byte[] both = new byte[length + (second == null ? 0 : second.length)];
    if (first != null) {
      System.arraycopy(first, 0, both, 0, length);
    }
    if (second != null) {
      System.arraycopy(second, 0, both, length, second.length);
    }
    return both;
  }

  /** The set-up that the application wrote further commands behind, told once; null without. */
  public @Nullable ForcedSetup takeOutrun() {
    ForcedSetup setup = outrun;
    outrun = null;
    return setup;
  }

  /** Whether nothing of this is needed any more until the application writes another PORT. */
  public boolean idle() {
    ForcedSetup setup = current;
    return (setup == null || setup.done())
        && toSend == null
        && !editor.awaiting()
        && rewriter.idle();
  }

  @Override
  public @Nullable String replace(String line, int linesBefore) {
    abandon();
    String text = line.trim();
    SetupCommand asked = commandOf(text);
    Endpoint announced = DataEndpoints.ofCommand(asked, text.substring(5));
    if (announced == null || !host.forcedPassive().wanted()) {
      return null;
    }
    ListenerRegistry.Found listener = host.listeners().find(announced);
    if (listener == null) {
      host.leftAlone(session, text);
      return null;
    }
    ForcedSetup setup = new ForcedSetup(line, listener, host);
    current = setup;
    host.begun(setup);
    otherReplyRead = false;
    int repliesBefore = session.pendingReplies() + unsent + linesBefore;
    editor.await(setup, repliesBefore, host.forcedPassive().strict());
    host.forcing(session);
    return substitute(asked);
  }

  private static SetupCommand commandOf(String line) {
    return SetupCommand.valueOf(line.substring(0, 4).toUpperCase(Locale.ROOT));
  }

  /**
   * Whether these bytes begin with a line that announces a listener of this JVM: whoever writes
   * that is an FTP client, whatever was said before.
   */
  public static boolean announces(
      ListenerRegistry listeners, byte[] bytes, int offset, int length) {
    String line = new String(bytes, offset, length, StandardCharsets.ISO_8859_1).split("\n", 2)[0];
    String text = line.trim();
    if (line.length() == length || !OutgoingRewriter.isSetup(text)) {
      return false;
    }
    Endpoint announced = DataEndpoints.ofCommand(commandOf(text), text.substring(5));
    return announced != null && listeners.find(announced) != null;
  }

  private static String substitute(SetupCommand asked) {
    switch (asked) {
      case EPRT:
        return SetupCommand.EPSV.name();
      case LPRT:
        return SetupCommand.LPSV.name();
      default:
        return SetupCommand.PASV.name();
    }
  }

  @Override
  public void passed(String line) {
    ForcedSetup setup = current;
    String verb = line.trim().toUpperCase(Locale.ROOT);
    int space = verb.indexOf(' ');
    if (setup != null && TRANSFER_VERBS.contains(space < 0 ? verb : verb.substring(0, space))) {
      setup.transferWritten();
    }
  }

  /**
   * Feeds bytes that were read to the session and edits them. Line by line, so that what the
   * session finds in a line is known when the line is edited.
   *
   * @return how many bytes are left
   */
  public int incoming(byte[] bytes, int offset, int count, long epochNanos) {
    int end = offset + count;
    int to = offset;
    for (int from = offset; from < end; ) {
      int length = lineLength(bytes, from, end);
      session.received(bytes, from, length, epochNanos);
      int left = editor.edit(bytes, from, length);
      System.arraycopy(bytes, from, bytes, to, left);
      to += left;
      from += length;
    }
    return to - offset;
  }

  private static int lineLength(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        return i + 1 - from;
      }
    }
    return end - from;
  }

  /** The session looks out for a data connection: if it is a substituted one, it is made. */
  public void expected(ExpectedDataConnection expected) {
    ForcedSetup setup = expected.mode() == DataConnectionMode.PASSIVE ? editor.announced() : null;
    if (setup != null) {
      setup.announced(expected, target(expected.endpoint()));
    }
  }

  /** Servers behind NAT announce an address that only they can reach (RFC 1579's case turned). */
  private Endpoint target(Endpoint announced) {
    Endpoint peer = session.info().peer();
    boolean ofItsNetAlone =
        AddressKind.of(announced) != AddressKind.PUBLIC
            && AddressKind.of(peer) == AddressKind.PUBLIC;
    return ofItsNetAlone ? Endpoint.of(peer.address(), announced.port()) : announced;
  }

  @Override
  public void answered(ForcedSetup setup, ReplyEditor.Answer answer) {
    setup.answered();
    byte[] own = null;
    if (answer == ReplyEditor.Answer.REFUSED_UNREAD) {
      own = (setup.originalLine() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
    if (answer != ReplyEditor.Answer.ACCEPTED) {
      setup.cancel();
      if (current == setup) {
        current = null;
      }
    }
    if (!editor.awaiting()) {
      unsent = own == null ? 0 : 1;
      byte[] due = join(own, rewriter.goOn());
      unsent = 0;
      toSend = due.length == 0 ? null : due;
    } else {
      toSend = own;
    }
  }

  @Override
  public void otherReply(int code) {
    ForcedSetup setup = current;
    if (setup == null || editor.awaiting()) {
      otherReplyRead |= code >= 200;
      return;
    }
    if (code < 200) {
      setup.goingAhead();
    } else if (code >= 400 && session.pendingReplies() == 0) {
      setup.transferRefused();
    }
  }

  /** What must be written to the server before anything more is read from it; null if nothing. */
  public byte @Nullable [] takeToSend() {
    byte[] bytes = toSend;
    toSend = null;
    return bytes;
  }

  /** Gives up a connection that the application has not taken. */
  public void abandon() {
    ForcedSetup setup = current;
    current = null;
    if (setup != null) {
      setup.cancel();
    }
  }
}
