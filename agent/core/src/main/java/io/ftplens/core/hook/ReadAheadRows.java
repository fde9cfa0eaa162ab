package io.ftplens.core.hook;

import static io.ftplens.core.hook.Operand.parameter;
import static io.ftplens.core.hook.Operand.path;
import static io.ftplens.core.hook.Operand.self;

import io.ftplens.core.hook.Operand.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows by which a read is served with what was read ahead of it.
 *
 * <p>A read that asks for nothing returns at once in every JDK: so what was read ahead is put into
 * the application's array or buffer on entry, the JDK's method is left with nothing to read, and
 * the count it returns is replaced on exit, by the rows of {@link HookTable}.
 */
final class ReadAheadRows {
  private final List<HookRow> rows = new ArrayList<>();

  private ReadAheadRows() {}

  /** The rows for a JDK; as {@link HookTable#forJdk}. */
  static List<HookRow> forJdk(int feature, boolean plainSocketImpl) {
    ReadAheadRows table = new ReadAheadRows();
    if (feature < 13 || (feature < 18 && plainSocketImpl)) {
      table.plainSockets();
    }
    if (feature >= 13) {
      table.nioSockets();
      table.channels();
    }
    table.tls(feature == 8);
    return table.rows;
  }

  private HookedMethod method(String owner, String name, String descriptor) {
    return new HookedMethod(rows, owner, name, descriptor);
  }

  private void plainSockets() {
    Field impl = Field.of(HookTable.PLAIN_INPUT, "impl", "L" + HookTable.PLAIN_IMPL + ";");
    Field port = Field.of(HookTable.PLAIN_IMPL, "localport", "I");
    method(HookTable.PLAIN_INPUT, "read", "([BIII)I")
        .replaceParameter(
            2,
            Hook.READING,
            path(impl),
            parameter(0),
            parameter(1),
            parameter(2),
            path(impl, port));
    method(HookTable.PLAIN_IMPL, "available", "()I")
        .replaceReturned(Hook.AVAILABLE, self(), path(port));
  }

  private void nioSockets() {
    Operand port = path(Field.of(HookTable.NIO_IMPL, "localport", "I"));
    method(HookTable.NIO_IMPL, "read", "([BII)I")
        .replaceParameter(2, Hook.READING, self(), parameter(0), parameter(1), parameter(2), port);
    method(HookTable.NIO_IMPL, "available", "()I").replaceReturned(Hook.AVAILABLE, self(), port);
  }

  /** Of an older JDK's channel nothing tells whether something can be read. */
  private void channels() {
    method(ChannelRows.CHANNEL, "read", ChannelRows.ONE)
        .replaceParameter(0, Hook.BUFFER_READING, self(), parameter(0), ChannelRows.LOCAL);
    method(ChannelRows.CHANNEL, "read", ChannelRows.MANY)
        .replaceParameter(
            2,
            Hook.BUFFERS_AHEAD,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            ChannelRows.LOCAL);
    method(ChannelRows.CHANNEL, "blockingRead", "([BIIJ)I")
        .optionalIf(true)
        .replaceParameter(
            2,
            Hook.CHANNEL_READING,
            self(),
            parameter(0),
            parameter(1),
            parameter(2),
            ChannelRows.LOCAL);
    method(ChannelRows.CHANNEL, "available", "()I")
        .optionalIf(true)
        .replaceReturned(Hook.CHANNEL_AVAILABLE, self(), ChannelRows.LOCAL);
  }

  private void tls(boolean eitherName) {
    tlsInput(eitherName, HookTable.TLS_INPUT, "this$0");
    if (eitherName) {
      tlsInput(true, HookTable.OLD_TLS_INPUT, "c");
    }
  }

  private void tlsInput(boolean optional, String input, String socketField) {
    method(input, "read", "([BII)I")
        .optionalIf(optional)
        .replaceParameter(
            2,
            Hook.TLS_READING,
            path(Field.declared(input, socketField)),
            parameter(0),
            parameter(1),
            parameter(2));
  }
}
