package io.ftplens.it.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js for the backend, with the backend in it: what the machine lacks, npm brings. */
final class Node {
  /** Older ones have no SQLite, in which the backend keeps what it receives. */
  private static final int OLDEST_MAJOR = 22;

  private static final int OLDEST_MINOR = 5;
  private static final String BACKEND = "autotel-devtools";
  private static final String BACKEND_VERSION = "27.1.0";

  /** npm's package that carries Node.js itself. */
  private static final String NEWER_NODE = "node@24.9.0";

  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

  private final Path directory;
  private final String node;

  private Node(Path directory, String node) {
    this.directory = directory;
    this.node = node;
  }

  /** Installs into this directory what is not there yet, from the registry that npm is set to. */
  static Node in(Path directory) throws IOException {
    String npm =
        Programs.find("npm")
            .orElseThrow(
                () ->
                    new Missing(
                        "npm is not installed. -Pbackend needs Node.js and its npm, which fetches the"
                            + " backend (Debian: apt-get install nodejs npm)."));
    Files.createDirectories(directory);
    Path own = directory.resolve("node_modules/.bin/node");
    boolean machineHasIt = Programs.find("node").map(Node::isRecent).orElse(false);
    boolean complete =
        Files.isRegularFile(directory.resolve("installed-" + BACKEND_VERSION))
            && (machineHasIt || isRecent(own.toString()));
    if (!complete) {
      List<String> command =
          machineHasIt
              ? List.of(npm, "install", "--no-save", "--no-audit", "--no-fund", backend())
              : List.of(
                  npm, "install", "--no-save", "--no-audit", "--no-fund", backend(), NEWER_NODE);
      // Without a package.json of its own npm would look for one further up.
      Files.writeString(directory.resolve("package.json"), "{\"private\": true}\n");
      Programs.run(directory, command);
      Files.writeString(directory.resolve("installed-" + BACKEND_VERSION), "");
    }
    String node = machineHasIt ? "node" : own.toString();
    if (!isRecent(node)) {
      throw new Missing(
          "Node.js 22.5 or later is not installed, and npm's package "
              + NEWER_NODE
              + " does not run here. Install it from your distribution or nodejs.org.");
    }
    return new Node(directory, node);
  }

  /** The command line that starts the backend. */
  List<String> backendCommand() {
    Path script = directory.resolve("node_modules/" + BACKEND + "/dist/cli.js");
    return List.of(node, "--disable-warning=ExperimentalWarning", script.toString());
  }

  /** Name and version of the backend. */
  static String backend() {
    return BACKEND + "@" + BACKEND_VERSION;
  }

  private static boolean isRecent(String node) {
    Matcher version;
    try {
      version = VERSION.matcher(Programs.output(List.of(node, "--version")).strip());
    } catch (IOException e) {
      return false;
    }
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
  }
}
