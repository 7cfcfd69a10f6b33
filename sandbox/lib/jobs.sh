# shellcheck shell=bash
# Long work is done by jobs: process groups of their own, written down. So a signal ends `up` at
# once, and whatever ended it, the jobs are ended too: by its trap, or by the next command.

declare -A jobs=()

# job <name> <command>…
job() {
  local what=$1
  shift
  set -m
  (
    trap - EXIT INT TERM
    exec {home_lock}>&-
    "$@"
  ) &
  set +m
  jobs[$what]=$!
  identify $! >>"$home/run/jobs"
}

join_job() {
  local pid=${jobs[$1]}
  unset "jobs[$1]"
  wait "$pid"
}

# patiently <command>…: as in the foreground, but a signal does not have to wait for it.
patiently() {
  job patiently "$@"
  join_job patiently
}

end_jobs() {
  local pid started
  while read -r pid started; do
    end_process TERM "$pid" "$started" - || true
  done < <(cat "$home/run/jobs" 2>/dev/null)
  rm -f "$home/run/jobs"
  jobs=()
}
