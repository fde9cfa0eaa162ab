#!/bin/sh
# Builds the committed state (where there is no Git: these files) twice, in two directories, time zones and locales, and compares the jars byte by byte.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build() {
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git clone -q . "$work/$1"
  else
    mkdir "$work/$1"
    tar --exclude=target -cf - . | tar -xf - -C "$work/$1"
  fi
  (
    cd "$work/$1"
    TZ=$2 LC_ALL=$3 ./mvnw -B -q -pl agent/jar -am package -DskipTests -Dspotless.check.skip -Dforbiddenapis.skip
  )
}
build one UTC C
build another-directory Asia/Kathmandu C.UTF-8
for file in ftplens-agent.jar sbom/ftplens-agent.cdx.json; do
  sha256sum "$work/one/agent/jar/target/$file" "$work/another-directory/agent/jar/target/$file" |
    sed "s|$work/||"
  cmp "$work/one/agent/jar/target/$file" "$work/another-directory/agent/jar/target/$file"
done
echo "the two builds are the same"
