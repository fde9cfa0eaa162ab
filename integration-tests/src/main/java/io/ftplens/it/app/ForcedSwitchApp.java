package io.ftplens.it.app;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import org.apache.commons.net.ftp.FTPClient;

/** Transfers while another of its threads throws the switch, as an operator's console would. */
public final class ForcedSwitchApp {
  private ForcedSwitchApp() {}

  /** Takes a session for Commons Net and one for the hand-written client. */
  public static void main(String[] args) throws Exception {
    FTPClient ftp = CommonsNetApp.connect(Spec.parse(args[0]));
    Spec raw = Spec.parse(args[1]);
    try (RawControl control = new RawControl(raw, "test")) {
      String[] states = {"off", "true", "false", "STRICT", "nonsense"};
      for (int i = 0; i < states.length; i++) {
        throwSwitch(states[i]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ftp.retrieveFile("/get/commons-" + i + "-300.bin", out);
        String path = "/get/raw-" + i + "-400.bin";
        int count;
        try (Socket data = ActiveShape.AFTER_150.open(control, "RETR " + path)) {
          count = Payload.drain(data.getInputStream()).length;
        }
        RawControl.expect(control.reply(), "226");
        System.out.println(
            states[i] + " " + out.size() + " " + count + " mode " + ftp.getDataConnectionMode());
      }
      ftp.enterLocalPassiveMode();
      throwSwitch("true");
      ftp.retrieveFile("/get/commons-own-300.bin", new ByteArrayOutputStream());
      throwSwitch("false");
      ftp.retrieveFile("/get/commons-own-301.bin", new ByteArrayOutputStream());
      System.out.println("own mode " + ftp.getDataConnectionMode());
    }
    ftp.logout();
    ftp.disconnect();
  }

  private static void throwSwitch(String state) throws InterruptedException {
    if (!state.equals("off")) {
      Thread console = new Thread(() -> System.setProperty("ftplens.force-passive", state));
      console.start();
      console.join();
    }
  }
}
