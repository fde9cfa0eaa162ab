package io.ftplens.it.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;

/** Commons Net, as the measured programs use it: passive, and with its default buffers. */
final class Ftp {
  private Ftp() {}

  /** A session with the server on this port of the loopback address. */
  static FTPClient connect(int port, boolean tls) throws IOException {
    FTPClient ftp = tls ? tls() : new FTPClient();
    ftp.connect("127.0.0.1", port);
    check(ftp, ftp.login("test", "s3cret"));
    if (tls) {
      ((FTPSClient) ftp).execPBSZ(0);
      ((FTPSClient) ftp).execPROT("P");
    }
    check(ftp, ftp.setFileType(FTP.BINARY_FILE_TYPE));
    ftp.enterLocalPassiveMode();
    return ftp;
  }

  private static FTPSClient tls() {
    FTPSClient ftps = new FTPSClient(false);
    ftps.setTrustManager(TrustManagerUtils.getAcceptAllTrustManager());
    return ftps;
  }

  static void retrieve(FTPClient ftp, int size) throws IOException {
    Drain drain = new Drain();
    check(ftp, ftp.retrieveFile("/file-" + size + ".bin", drain));
    if (drain.count != size) {
      throw new IOException("got " + drain.count + " of " + size + " bytes");
    }
  }

  static void store(FTPClient ftp, int size) throws IOException {
    check(ftp, ftp.storeFile("/stored.bin", new Zeros(size)));
  }

  static void list(FTPClient ftp) throws IOException {
    if (ftp.listFiles("/").length == 0) {
      throw new IOException("an empty listing: " + ftp.getReplyString());
    }
  }

  private static void check(FTPClient ftp, boolean done) throws IOException {
    if (!done) {
      throw new IOException(ftp.getReplyString());
    }
  }

  /** Counts what it is given. */
  private static final class Drain extends OutputStream {
    long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }

  /** So many bytes of nothing. */
  private static final class Zeros extends InputStream {
    private int left;

    Zeros(int size) {
      left = size;
    }

    @Override
    public int read() {
      if (left == 0) {
        return -1;
      }
      left--;
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int n = Math.min(left, length);
      left -= n;
      return n;
    }
  }
}
