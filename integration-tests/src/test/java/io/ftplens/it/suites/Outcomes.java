package io.ftplens.it.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How each test of a suite ended, by its name.
 *
 * @param byTest {@link #PASSED}, or what went wrong: its kind, the exception's type and message
 */
record Outcomes(Map<String, String> byTest) {
  static final String PASSED = "passed";

  /** Reads the reports of JUnit's console launcher. */
  static Outcomes read(Path reports) {
    Map<String, String> byTest = new TreeMap<>();
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xml")).toList()) {
        NodeList tests =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
          Element test = (Element) tests.item(i);
          byTest.merge(name(test), outcome(test), (one, other) -> one + " | " + other);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError(e);
    }
    return new Outcomes(byTest);
  }

  private static String name(Element test) {
    return test.getAttribute("classname") + "." + test.getAttribute("name");
  }

  private static String outcome(Element test) {
    for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
      String kind = child.getNodeName();
      if (kind.equals("skipped")) {
        return kind;
      }
      if (kind.equals("failure") || kind.equals("error")) {
        Element failure = (Element) child;
        return kind
            + " "
            + failure.getAttribute("type")
            + ": "
            + settled(failure.getAttribute("message"));
      }
    }
    return PASSED;
  }

  /** Without what is another in each run: directories, ports, identities, times. */
  private static String settled(String message) {
    return message
        .replaceAll("/\\S*/", "/")
        .replaceAll("@[0-9a-f]{4,}", "@id")
        .replaceAll("\\d+", "N");
  }

  long count(String outcome) {
    return byTest.values().stream().filter(each -> each.startsWith(outcome)).count();
  }

  long failed() {
    return byTest.size() - count(PASSED) - count("skipped");
  }
}
