package io.ftplens.it.host.boot;

import io.ftplens.it.host.Transfers;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes the transfers when asked to over HTTP. */
@SpringBootApplication
@RestController
public class BootApplication {
  /** Takes what Spring Boot takes. */
  public static void main(String[] args) {
    SpringApplication.run(BootApplication.class, args);
  }

  /** Makes them with the server on this port. */
  @GetMapping("/app/transfers")
  public String transfers(@RequestParam("port") int port) throws IOException {
    return Transfers.make(port);
  }
}
