# shellcheck shell=bash
# A process is known by its id and its start, so that a number that was given out again is not
# taken for it.

identify() { echo "$1 $(started_at "$1")"; }

started_at() { awk '{ print $22 }' "/proc/$1/stat" 2>/dev/null; }

# end_process <signal> <pid> <start> [- for its whole group]
end_process() {
  local signal=$1 pid=$2 started=$3 group=${4:-}
  [[ -n $started && $(started_at "$pid") == "$started" ]] && kill "-$signal" -- "$group$pid" 2>/dev/null
}
