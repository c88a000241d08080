# mysql.sh - what the recipes mysql80.sh and mysql97.sh share; sourced by them, never run by itself.
#
# Commands (the first argument of a recipe):
#   install BIN          fetch and unpack the server into BIN (idempotent; no root needed)
#   init BIN DATA [SQL]  make the data directory DATA; SQL: a file, one statement a line, not written to the binlog
#   run BIN DATA PORT    become the server (exec: the caller's child is mysqld itself) on 127.0.0.1:PORT
#   version BIN          print the server's version
#
# BIN holds binaries only and is shared by all servers; each server has a DATA directory of its own.
# A recipe sets NAME and defines fetch (fills $BIN/root) and set_runtime (sets RUN, ROOT and BASE).
set -euo pipefail

die() { printf '%s: %s\n' "$NAME" "$*" >&2; exit 1; }
log() { printf '%s: %s\n' "$NAME" "$*" >&2; }

cmd_install() {
  [ "$(uname -sm)" = "Linux x86_64" ] || die "needs Linux on x86_64; set -Dmysql to a server that runs here"
  mkdir -p "$BIN"; BIN=$(cd "$BIN" && pwd -P)
  [ ! -f "$BIN/root/.complete" ] || return 0
  exec 9>"$BIN/.lock"; flock 9
  [ ! -f "$BIN/root/.complete" ] || return 0
  log "fetching the server into $BIN"
  fetch
  set_runtime
  local version
  version=$("${RUN[@]}" --no-defaults --version) || die "mysqld does not run"
  sed 's/.*Ver/Ver/' <<<"$version" >"$BIN/root/.complete"
  log "installed: $(cat "$BIN/root/.complete")"
}

server_args() {
  [ -f "$BIN/root/.complete" ] || die "run '$0 install $BIN' first"
  set_runtime
  local socket=$DATA/mysqld.sock
  # a unix socket's path has at most 107 bytes; without one the server is reached over TCP alone
  [ "${#socket}" -le 100 ] || socket=
  ARGS=("${BASE[@]}" "--datadir=$DATA/db" "--tmpdir=$DATA/tmp" "--secure-file-priv=NULL" "--socket=$socket")
  [ "$(id -u)" != 0 ] || ARGS+=(--user=root)
}

cmd_init() {
  local sql=${1:-}
  mkdir -p "$DATA"; DATA=$(cd "$DATA" && pwd -P)
  [ ! -f "$DATA/.initialised" ] || return 0
  server_args
  rm -rf "$DATA/db"; mkdir -p "$DATA/tmp"
  [ -z "$sql" ] || ARGS+=("--init-file=$sql")
  "${RUN[@]}" "${ARGS[@]}" --initialize-insecure --skip-log-bin --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
    >"$DATA/init.log" 2>&1 || { tail -n 20 "$DATA/init.log" >&2; die "initialisation failed"; }
  # a wrong statement in the init file is an error in the log, not in the exit code
  if grep '\[ERROR\]' "$DATA/init.log" >&2; then die "initialisation failed"; fi
  : >"$DATA/.initialised"
}

cmd_run() {
  local port=${1:?port}; shift
  [ -f "$DATA/.initialised" ] || die "run '$0 init $BIN $DATA' first"
  DATA=$(cd "$DATA" && pwd -P)
  server_args
  exec "${RUN[@]}" "${ARGS[@]}" --bind-address=127.0.0.1 "--port=$port" --mysqlx=OFF --skip-name-resolve \
    "--pid-file=$DATA/mysqld.pid" --server-id=80 --log-bin=binlog --binlog-format=ROW --binlog-row-image=FULL \
    --gtid-mode=ON --enforce-gtid-consistency=ON --innodb-flush-log-at-trx-commit=2 --sync-binlog=0 \
    --innodb-doublewrite=0 --innodb-buffer-pool-size=128M --max-connections=100 "$@"
}

cmd_version() { cat "$BIN/root/.complete"; }

main() {
  [ $# -ge 2 ] || { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; }
  local command=$1
  BIN=$2; shift 2
  case $command in
    install|version) "cmd_$command" ;;
    init|run) DATA=${1:?data directory}; shift; "cmd_$command" "$@" ;;
    *) die "no such command: $command" ;;
  esac
}
