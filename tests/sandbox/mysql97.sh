#!/usr/bin/env bash
# mysql97.sh - a real MySQL 9.7 server from the packages of Debian's unstable suite.
#
#   mysql97.sh install BIN | init BIN DATA [SQL] | run BIN DATA PORT [mysqld args] | version BIN      (see mysql.sh)
#
# Nothing outside BIN is changed: apt gets its own lists, cache and an empty dpkg status under BIN/apt, the
# packages are unpacked (never installed) under BIN/root, and mysqld runs through *their* dynamic loader and
# libc, so the host's are neither used nor upgraded.
# Needs: bash, apt-get, dpkg-deb, and the Debian keyring.
# Environment:
#   MYSQL97_MIRROR   Debian mirror   (default: the one that the host's apt uses)
#   MYSQL97_SUITE    suite           (default: sid)
#   MYSQL97_KEYRING  archive keyring (default: the one of the package debian-archive-keyring)
#   MYSQL97_VERSION  exact package version (default: the suite's candidate)
NAME=mysql97
. "$(dirname "${BASH_SOURCE[0]}")/mysql.sh"

# Packages in the closure of dependencies that mysqld itself never loads.
skip_package() {
  case $1 in
    perl|perl-base|perl-modules-*|libperl5*|libgdbm*|libdb5*|debconf|dpkg|tar|media-types|netbase|sensible-utils) return 0 ;;
    *-doc|*-dev|*-data-bin) return 0 ;;
  esac
  return 1
}

# The site of the host's own Debian main archive (known to apt before any update).
host_mirror() { apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -n1 || true; }

private_apt() {
  local apt=$BIN/apt key=${MYSQL97_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg} mirror
  [ -r "$key" ] || die "no keyring $key: install debian-archive-keyring or set MYSQL97_KEYRING"
  mirror=${MYSQL97_MIRROR:-$(host_mirror)}
  [ -n "$mirror" ] || die "no Debian mirror among the host's apt sources: set MYSQL97_MIRROR"
  mkdir -p "$apt"/{state,lists/partial,cache/archives/partial,log}; : >"$apt/status"
  echo "deb [signed-by=$key] $mirror ${MYSQL97_SUITE:-sid} main" >"$apt/sources.list"
  APT=(-o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
       -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
       -o Dir::Etc::Trusted=/dev/null -o Dir::Etc::TrustedParts=/dev/null
       -o "Dir::State=$apt/state" -o "Dir::State::Lists=$apt/lists" -o "Dir::State::status=$apt/status"
       -o "Dir::Cache=$apt/cache" -o "Dir::Log=$apt/log"
       -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=5
       -o Acquire::PDiffs=false -o Acquire::GzipIndexes=true -o Debug::NoLocking=true
       -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
       -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
       -o APT::Update::Post-Invoke::= -o APT::Update::Post-Invoke-Success::= -o Dpkg::Use-Pty=0
       -o APT::Install-Recommends=false -o APT::Install-Suggests=false)
}

fetch() {
  local n want=mysql-server-core names=() plan tree=$BIN/root.new stray
  for n in apt-get dpkg-deb; do command -v "$n" >/dev/null || die "missing tool: $n"; done
  private_apt
  # A failed update leaves apt with old or no lists, but exit status 0 unless told otherwise.
  apt-get "${APT[@]}" -o APT::Update::Error-Mode=any -qq update >&2 || die "apt-get update failed"
  [ -z "${MYSQL97_VERSION:-}" ] || want+="=$MYSQL97_VERSION"
  # With an empty dpkg status the plan is the whole closure, libc6 included.
  plan=$(apt-get "${APT[@]}" -s install "$want") || die "no installable $want in ${MYSQL97_SUITE:-sid}"
  while read -r n; do skip_package "$n" || names+=("$n"); done < <(sed -n 's/^Inst \([^ :]*\).*/\1/p' <<<"$plan")
  [ "${#names[@]}" -gt 5 ] || die "implausible plan: ${names[*]:-none}"
  for n in "${!names[@]}"; do [ "${names[$n]}" != mysql-server-core ] || names[n]=$want; done
  rm -rf "$BIN/debs" "$tree"; mkdir -p "$BIN/debs"
  (cd "$BIN/debs" && apt-get "${APT[@]}" -qq download "${names[@]}" >&2) || die "download failed"
  # a merged tree, so that a package that ships /lib or /usr/lib lands in one place
  mkdir -p "$tree/usr"/{bin,sbin,lib,lib64}
  for n in bin sbin lib lib64; do ln -s "usr/$n" "$tree/$n"; done
  for n in "$BIN"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$n" | tar -x --keep-directory-symlink --no-same-owner -C "$tree" || die "cannot unpack $n"
  done
  rm -rf "$tree"/usr/share/{doc,man,locale,lintian,bug,zoneinfo} "$BIN/root" "$BIN/debs" "$BIN/apt"
  mv "$tree" "$BIN/root"
  set_runtime
  stray=$("${LOAD[@]}" --list "$MYSQLD" | grep -vF -e "$BIN/root/" -e linux-vdso || true)
  [ -z "$stray" ] || die "libraries missing or taken from the host: $stray"
}

set_runtime() {
  local loader path
  ROOT=$BIN/root; MYSQLD=$ROOT/usr/sbin/mysqld
  loader=$(find "$ROOT" -name 'ld-linux*.so.*' \( -type f -o -type l \) | sort | head -n1)
  path=$(find "$ROOT/usr/lib" -name '*.so.*' -not -path '*/plugin/*' -printf '%h\n' | sort -u | paste -sd:)
  [ -n "$loader" ] && [ -x "$MYSQLD" ] || die "no mysqld or loader under $ROOT"
  # --inhibit-cache: never fall back to the host's libraries through ld.so.cache
  LOAD=("$loader" --inhibit-cache --library-path "$path")
  RUN=("${LOAD[@]}" "$MYSQLD")
  BASE=(--no-defaults "--basedir=$ROOT/usr" "--lc-messages-dir=$ROOT/usr/share/mysql"
        "--character-sets-dir=$ROOT/usr/share/mysql/charsets" "--plugin-dir=$ROOT/usr/lib/mysql/plugin")
}

main "$@"
