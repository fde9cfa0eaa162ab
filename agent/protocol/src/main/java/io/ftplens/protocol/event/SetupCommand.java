package io.ftplens.protocol.event;

/** The six commands that prepare a data connection. */
public enum SetupCommand {
  /** RFC 959, 4.1.2: {@code PORT h1,h2,h3,h4,p1,p2}. */
  PORT(DataConnectionMode.ACTIVE, false),
  /** RFC 2428, 2: {@code EPRT |proto|address|port|}. */
  EPRT(DataConnectionMode.ACTIVE, true),
  /** RFC 1639: {@code LPRT af,hal,h1,...,pal,p1,...}. */
  LPRT(DataConnectionMode.ACTIVE, false),
  /** RFC 959, 4.1.2, answered by 227. */
  PASV(DataConnectionMode.PASSIVE, false),
  /** RFC 2428, 3, answered by 229. */
  EPSV(DataConnectionMode.PASSIVE, true),
  /** RFC 1639, answered by 228. */
  LPSV(DataConnectionMode.PASSIVE, false);

  private final DataConnectionMode mode;
  private final boolean extended;

  SetupCommand(DataConnectionMode mode, boolean extended) {
    this.mode = mode;
    this.extended = extended;
  }

  /** The mode this command asks for; never {@link DataConnectionMode#NONE}. */
  public DataConnectionMode mode() {
    return mode;
  }

  /** True for the two commands of RFC 2428. */
  public boolean extended() {
    return extended;
  }
}
