# shellcheck shell=bash
# What a sandbox says of itself: every line goes to one writer, which keeps status.json and the terminal.

start_status() {
  exec {status_fd}> >(trap '' INT TERM HUP; exec node "$here/status/writer.mjs" "$home/status.json")
  status_writer=$!
  export status_fd
}

tell() {
  local IFS=$'\t'
  printf '%s\n' "$*" >&"${status_fd:-2}"
}

plan() { tell plan "$1" "$2"; }
begin() { tell begin "$1" "${2:-}"; }
progress() { tell progress "$1" "$2" "${3:-}"; }
finish() { tell "done" "$1" "${2:-}"; }
skip() { tell skip "$1" "${2:-}"; }

# Ends with the reason on stderr and in status.json; 3 means that no engine can be had here.
give_up() {
  local code=$1 reason=$2
  [[ -n ${status_fd:-} ]] && tell failed "$reason"
  echo "sandbox: $reason" >&2
  exit "$code"
}

end_status() {
  [[ -n ${status_fd:-} ]] || return 0
  exec {status_fd}>&-
  unset status_fd
  wait "$status_writer" 2>/dev/null || true
}
