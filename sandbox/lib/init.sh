#!/bin/bash
# Process 1 of the sandbox: keeps the engine and the process at the gate running until the keeper,
# outside, closes this one's standard input.
set -euo pipefail

home=$1 here=$2 engine=$3
# the first has a runc of ours, which hands over to the engine's
export PATH=$here/slots/bin:$engine/bin:/run/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
export SANDBOX_SLOTS=$home/run/slots SANDBOX_CONTAINERS=$home/run/containers
# what an engine before this one ran has ended with it
rm -rf "$SANDBOX_CONTAINERS"
mkdir -m 0700 "$SANDBOX_CONTAINERS"
ulimit -c 0
# It removes a stranger's folders in folders with one open at each depth, and must not run out meanwhile.
ulimit -n "$(</proc/sys/fs/nr_open)" 2>/dev/null || ulimit -n "$(ulimit -Hn)"

keep() {
  while [[ ! -e /run/stopping ]]; do
    ("$1") >>"$home/log/$1.log" 2>&1 || true
    [[ -e /run/stopping ]] || echo "$(date -Is) $1" >>"$home/run/ended"
    sleep 0.5
  done
}

gate() { node "$here/egress/inside.mjs" "$home/run/walls.json"; }

# What a stranger's Dockerfile makes the engine hold is bounded like what it makes a slot hold.
enter_cgroup() {
  local place cgroup folder
  while read -r place cgroup; do
    [[ $place == engine ]] || continue
    for folder in /sys/fs/cgroup/memory /sys/fs/cgroup; do
      [[ ! -e $folder$cgroup/cgroup.procs ]] || echo "$BASHPID" >"$folder$cgroup/cgroup.procs"
    done
  done <"$SANDBOX_SLOTS"
}

# What strangers started ends with the engine that ran it: one that was killed could not see to that.
end_strangers() {
  local name pids
  name=$(<"$home/.stagecraft-sandbox")
  for _ in {1..100}; do
    pids=$(find /sys/fs/cgroup/stagecraft-"$name" /sys/fs/cgroup/*/stagecraft-"$name" \
      -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u)
    [[ -n $pids ]] || return 0
    # shellcheck disable=SC2086  # a word for each process
    kill -KILL $pids 2>/dev/null || true
    sleep 0.05
  done
}

engine() {
  end_strangers
  enter_cgroup
  rm -f "$home/exec/dockerd.pid"
  exec dockerd --config-file /etc/docker/daemon.json
}

stop() {
  local pid
  touch /run/stopping
  pid=$(cat "$home/exec/dockerd.pid" 2>/dev/null) || exit 0
  kill -TERM "$pid" 2>/dev/null || exit 0
  for _ in {1..80}; do
    kill -0 "$pid" 2>/dev/null || exit 0
    sleep 0.1
  done
}

keep gate </dev/null &
keep engine </dev/null &
read -r || true
stop
