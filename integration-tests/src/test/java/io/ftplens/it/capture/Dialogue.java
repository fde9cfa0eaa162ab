package io.ftplens.it.capture;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a captured control connection after the fact, command by command and reply by reply. It is
 * small because it may look at the whole and need not bear with nonsense.
 */
final class Dialogue {
  private static final Set<String> TRANSFERS =
      Set.of("RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD");
  private static final Set<String> PASSIVE = Set.of("PASV", "EPSV", "LPSV");
  private static final Set<String> ACTIVE = Set.of("PORT", "EPRT", "LPRT");

  /** Final replies that end a transfer, as opposed to a command that was sent during it. */
  private static final Set<Integer> ENDS_TRANSFER = Set.of(226, 250);

  private static final Pattern CODE = Pattern.compile("(\\d{3})([ -]).*|(\\d{3})");
  private static final Pattern SIX = Pattern.compile("\\d+,\\d+,\\d+,\\d+,(\\d+),(\\d+)(?!,)");
  private static final Pattern EXTENDED =
      Pattern.compile("([|!#])(?:\\d*\\1[^|!#]*|\\1)\\1(\\d+)\\1");
  private static final Pattern LONG = Pattern.compile("2,(\\d+),(\\d+)\\)?$");

  private final Connection control;
  private final List<Command> pending = new ArrayList<>();
  private final List<SeenTransfer> transfers = new ArrayList<>();
  private final List<Connection> dataConnections;
  private final Set<Connection> used;
  private Command setup;
  private String multiLine;
  private boolean encrypted;

  private static final class Command {
    final String verb;
    final double seconds;
    SeenTransfer transfer;
    boolean begun;
    int announced;

    Command(String verb, double seconds) {
      this.verb = verb;
      this.seconds = seconds;
    }
  }

  private Dialogue(Connection control, List<Connection> all, Set<Connection> used) {
    this.control = control;
    this.dataConnections = all;
    this.used = used;
    pending.add(new Command("", control.openedAt));
  }

  /**
   * Reads one control connection to its end.
   *
   * @param used data connections that are taken; those found here are added
   */
  static Dialogue read(Connection control, List<Connection> all, Set<Connection> used) {
    Dialogue dialogue = new Dialogue(control, all, used);
    TextStream client = new TextStream();
    TextStream server = new TextStream();
    for (Connection.Piece piece : control.pieces()) {
      if (piece.fromOpener() && piece.bytes().length > 0 && piece.bytes()[0] == 0x16) {
        dialogue.encrypted = true;
      }
      if (dialogue.encrypted) {
        break;
      }
      if (!piece.whole()) {
        throw new AssertionError("captured in part only: a line of " + control);
      }
      List<String> lines = (piece.fromOpener() ? client : server).feed(piece.bytes());
      for (String line : lines) {
        if (piece.fromOpener()) {
          dialogue.command(line, piece.seconds());
        } else {
          dialogue.reply(line);
        }
      }
    }
    return dialogue;
  }

  /** Whether TLS hid the rest, or all, of it. */
  boolean encrypted() {
    return encrypted;
  }

  /** What went over data connections, in the order of the commands. */
  List<SeenTransfer> transfers() {
    return transfers;
  }

  private void command(String line, double seconds) {
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    String argument = space < 0 ? null : line.substring(space + 1);
    Command command = new Command(verb, seconds);
    pending.add(command);
    if (ACTIVE.contains(verb)) {
      command.announced = announced(argument);
    } else if (TRANSFERS.contains(verb)) {
      command.transfer = new SeenTransfer(control.opener, control.target(), verb, argument);
      transfers.add(command.transfer);
    }
  }

  private void reply(String line) {
    if (multiLine != null) {
      if (line.startsWith(multiLine)) {
        multiLine = null;
        complete(line);
      }
      return;
    }
    Matcher code = CODE.matcher(line);
    if (!code.matches()) {
      throw new AssertionError("not a reply: " + line);
    }
    if ("-".equals(code.group(2))) {
      multiLine = code.group(1) + " ";
    } else {
      complete(line);
    }
  }

  private void complete(String line) {
    int code = Integer.parseInt(line.substring(0, 3));
    if (code < 200) {
      for (Command command : pending) {
        if (command.transfer != null && !command.begun) {
          begin(command);
          return;
        }
      }
      return;
    }
    if (pending.isEmpty()) {
      return;
    }
    Command command = answered(code);
    pending.remove(command);
    if (command.transfer != null) {
      command.transfer.reply = code;
      if (!command.begun) {
        begin(command);
      }
    } else if (code < 300 && ACTIVE.contains(command.verb)) {
      setup = command;
    } else if (PASSIVE.contains(command.verb) && code >= 227 && code <= 229) {
      command.announced = announced(line);
      setup = command;
    }
  }

  private Command answered(int code) {
    Command first = pending.get(0);
    boolean ends = ENDS_TRANSFER.contains(code) || code >= 400;
    if (first.transfer != null && first.begun && !ends && pending.size() > 1) {
      return pending.get(1);
    }
    return first;
  }

  /** The setup is spent on this transfer, and a connection to the announced port carries it. */
  private void begin(Command command) {
    command.begun = true;
    SeenTransfer transfer = command.transfer;
    if (setup == null) {
      return;
    }
    transfer.setup = setup.verb;
    transfer.announced = setup.announced;
    for (Connection connection : dataConnections) {
      if (connection.target().getPort() == setup.announced
          && connection.openedAt >= setup.seconds
          && connection.established()
          && concernsClient(connection)
          && used.add(connection)) {
        transfer.dataOpener = connection.opener;
        transfer.dataListener = connection.target();
        transfer.inbound = inbound(connection);
        transfer.size = connection.bytes(transfer.inbound != transfer.upload());
        transfer.sizeIsMost = connection.reset();
        break;
      }
    }
    setup = null;
  }

  /** Not one between two servers, which this client only arranged. */
  private boolean concernsClient(Connection data) {
    InetAddress client = control.opener.getAddress();
    return data.opener.getAddress().equals(client) || data.listener.getAddress().equals(client);
  }

  /** Whether the server sent the SYN: by its address, where client and server have two. */
  private boolean inbound(Connection data) {
    boolean twoHosts = !control.opener.getAddress().equals(control.target().getAddress());
    return twoHosts
        ? data.opener.getAddress().equals(control.target().getAddress())
        : !PASSIVE.contains(setup.verb);
  }

  private static int announced(String text) {
    Matcher matcher = EXTENDED.matcher(text);
    if (matcher.find()) {
      return Integer.parseInt(matcher.group(2));
    }
    matcher = LONG.matcher(text);
    if (!matcher.find()) {
      matcher = SIX.matcher(text);
    }
    if (matcher.reset().find()) {
      return Integer.parseInt(matcher.group(1)) * 256 + Integer.parseInt(matcher.group(2));
    }
    throw new AssertionError("no port in: " + text);
  }
}
