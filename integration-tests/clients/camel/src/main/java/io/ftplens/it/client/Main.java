package io.ftplens.it.client;

import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Uses Apache Camel's ftp component, producer and consumer. */
public final class Main {
  private Main() {}

  /** Takes host, port, then {@code active} or {@code passive} for each context. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      String uri =
          "ftp://"
              + System.getProperty("ftp.user", "test")
              + "@"
              + args[0]
              + ":"
              + args[1]
              + "?password=s3cret&binary=true&passiveMode="
              + args[i].equals("passive");
      try (CamelContext context = new DefaultCamelContext();
          ProducerTemplate producer = context.createProducerTemplate();
          ConsumerTemplate consumer = context.createConsumerTemplate()) {
        context.start();
        String file = "camel-" + args[i] + ".bin";
        producer.sendBodyAndHeader(uri, new byte[20_011], "CamelFileName", file);
        byte[] read =
            consumer.receiveBody(uri + "&noop=true&fileName=" + file, 20_000, byte[].class);
        System.out.println(read.length);
        consumer.stop();
      }
    }
  }
}
