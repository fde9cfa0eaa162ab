package io.ftplens.it.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** The demo's application: fetches and delivers files in the ways that programs do. */
public final class BillingApp {
  private final OpenTelemetrySdk sdk;
  private final int port;

  private BillingApp(OpenTelemetrySdk sdk, int port) {
    this.sdk = sdk;
    this.port = port;
  }

  /** Takes the collector's endpoint and the server's port. */
  public static void main(String[] args) throws Exception {
    try (OpenTelemetrySdk sdk = TracedApp.sdk(args[0])) {
      BillingApp app = new BillingApp(sdk, Integer.parseInt(args[1]));
      app.withinOwnSpan();
      app.commonsNetAsItComes();
      app.commonsNetPassive();
      app.jdkUrl();
      app.byHand();
      app.explicitFtps();
    }
  }

  private void commonsNetAsItComes() throws Exception {
    say("Commons Net as it comes");
    FTPClient ftp = CommonsNetApp.connect(spec("active", "plain"));
    ftp.listFiles("/invoices");
    get(ftp, "/invoices/2026-10.csv");
    leave(ftp);
  }

  private void commonsNetPassive() throws Exception {
    say("Commons Net after enterLocalPassiveMode()");
    FTPClient ftp = CommonsNetApp.connect(spec("passive", "plain"));
    get(ftp, "/invoices/2026-11.csv");
    ftp.storeFile("/outbox/receipt.txt", new ByteArrayInputStream(Payload.of(1_500)));
    leave(ftp);
  }

  private void jdkUrl() throws IOException {
    say("new URL(\"ftp://...\").openStream()");
    URL url = new URL("ftp://test:s3cret@127.0.0.1:" + port + "/rates.xml;type=i");
    try (InputStream in = url.openStream()) {
      Payload.drain(in);
    }
  }

  private void byHand() throws Exception {
    say("a client written by hand on java.net.Socket");
    try (BlockingClient ftp = new BlockingClient(spec("PORT", "plain"), Plumbing.SOCKET)) {
      ftp.login("test");
      ftp.command("TYPE I");
      ftp.upload("STOR /outbox/ledger.bin", Payload.of(262_144));
    }
  }

  private void explicitFtps() throws Exception {
    say("Commons Net's FTPSClient: AUTH TLS, PROT P");
    FTPClient ftp = CommonsNetApp.connect(spec("passive", "tls-p"));
    get(ftp, "/archive.zip");
    leave(ftp);
  }

  /** The only part that knows of OpenTelemetry, as an application that traces itself does. */
  @SuppressWarnings("try")
  private void withinOwnSpan() throws Exception {
    say("Commons Net within the application's own span");
    Span span = sdk.getTracer("billing").spanBuilder("nightly import").startSpan();
    try (Scope scope = span.makeCurrent()) {
      FTPClient ftp = CommonsNetApp.connect(spec("active", "plain"));
      get(ftp, "/orders/new.csv");
      ftp.enterLocalPassiveMode();
      get(ftp, "/orders/changed.csv");
      leave(ftp);
    } finally {
      span.end();
    }
  }

  private Spec spec(String setup, String security) {
    return Spec.parse("billing," + setup + "," + security + ",127.0.0.1," + port);
  }

  private static void get(FTPClient ftp, String path) throws IOException {
    ftp.setFileType(FTP.BINARY_FILE_TYPE);
    if (!ftp.retrieveFile(path, new ByteArrayOutputStream())) {
      throw new IOException(path + ": " + ftp.getReplyString());
    }
  }

  private static void leave(FTPClient ftp) throws IOException {
    ftp.logout();
    ftp.disconnect();
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
