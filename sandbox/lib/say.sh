# shellcheck shell=bash
# What a sandbox says of itself: every line goes to one writer, which keeps status.json and the terminal.

start_status() {
  local pid started
  # the writer of a command that was killed may still wait for its last words
  if read -r pid started 2>/dev/null <"$home/run/writer"; then end_process KILL "$pid" "$started" || true; fi
  exec {status_fd}> >(
    trap '' INT TERM HUP
    exec node "$here/status/writer.mjs" "$home/status.json" {home_lock}>&-
  )
  export status_fd
  status_writer=$!
  identify "$status_writer" >"$home/run/writer"
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
  echo "sandbox: $reason" >&2
  if [[ -n ${status_fd:-} ]]; then
    tell failed "$reason"
  elif [[ -e $home/$mark || ! -e $home ]] && mkdir -p "$home" 2>/dev/null && [[ -w $home ]]; then
    echo "$name" >"$home/$mark"
    node "$here/status/end.mjs" "$home/status.json" failed "$reason"
  fi
  exit "$code"
}

# Lets the writer say how it ended.
end_status() {
  [[ -n ${status_fd:-} ]] || return 0
  exec {status_fd}>&-
  unset status_fd
  wait "$status_writer" 2>/dev/null || true
}
