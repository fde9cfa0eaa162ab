#!/usr/bin/env bash
# Measures what the agent adds to the start of a JVM, beside an agent that does nothing.
#
#   docs/measure-start-up.sh [JAVA_HOME ...]      RUNS=21 by default
#
# Runs in turn: no agent, an empty premain, ftplens; with a main that does nothing, and one that
# opens a socket. Prints medians: CPU (user + system) and wall, in milliseconds, of whole processes.
set -euo pipefail
cd "$(dirname "$0")/.."
agent=$PWD/agent/jar/target/ftplens-agent.jar
runs=${RUNS:-21}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -f "$agent" ] || { echo "build first: ./mvnw verify" >&2; exit 1; }
[ $# -gt 0 ] || set -- "${JAVA_HOME:?name a JDK, or set JAVA_HOME}"

cat > "$work/Empty.java" <<'JAVA'
public class Empty { public static void main(String[] a) {} }
JAVA
cat > "$work/Connects.java" <<'JAVA'
import java.net.*;
public class Connects {
  public static void main(String[] a) throws Exception {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket s = new ServerSocket(0, 1, host);
        Socket c = new Socket(host, s.getLocalPort()); Socket p = s.accept()) {
      c.getOutputStream().write(1);
      p.getInputStream().read();
    }
  }
}
JAVA
cat > "$work/Nothing.java" <<'JAVA'
public class Nothing { public static void premain(String a) {} }
JAVA
echo "Premain-Class: Nothing" > "$work/manifest"

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

TIMEFORMAT='%R %U %S'
for home in "$@"; do
  java=$home/bin/java
  (cd "$work" && "$home/bin/javac" --release 8 -Xlint:-options ./*.java \
      && "$home/bin/jar" cfm nothing.jar manifest Nothing.class)
  for main in Empty Connects; do
    rm -f "$work"/*.times
    for ((run = 0; run <= runs; run++)); do
      for agents in none nothing ftplens; do
        case $agents in
          none) options=() ;;
          nothing) options=("-javaagent:$work/nothing.jar") ;;
          ftplens) options=("-javaagent:$agent") ;;
        esac
        took=$({ time "$java" ${options[@]+"${options[@]}"} -cp "$work" "$main" > "$work/out" 2>&1; } 2>&1)
        # The first run warms the caches of the system.
        [ "$run" -eq 0 ] || echo "$took" >> "$work/$agents.times"
      done
    done
    for agents in none nothing ftplens; do
      cpu=$(awk '{ print ($2 + $3) * 1000 }' "$work/$agents.times" | median)
      wall=$(awk '{ print $1 * 1000 }' "$work/$agents.times" | median)
      printf '%-12s %-9s %-8s cpu %4d ms  wall %4d ms\n' \
        "$("$java" -XshowSettings:properties -version 2>&1 | awk '/java.version =/ { print $3 }')" \
        "$main" "$agents" "$cpu" "$wall"
    done
  done
done
