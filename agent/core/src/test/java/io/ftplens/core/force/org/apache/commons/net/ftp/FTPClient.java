package io.ftplens.core.force.org.apache.commons.net.ftp;

/** A relocated Commons Net, as far as it is asked: a mode, and what changes it. */
public class FTPClient {
  private int mode;

  public FTPClient(int mode) {
    this.mode = mode;
  }

  public int getDataConnectionMode() {
    return mode;
  }

  public void enterLocalActiveMode() {
    mode = 0;
  }

  public void enterLocalPassiveMode() {
    mode = 2;
  }
}
