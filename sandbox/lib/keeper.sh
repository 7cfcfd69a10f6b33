#!/bin/bash
# Owns every process of one sandbox; it lives as long as the sandbox is up. Its lock says that it
# lives: the kernel lets go of it however the keeper ends, so no pid can go stale.
set -euo pipefail

home=$1
shift
here=$(dirname "$(dirname "$(realpath "$0")")")

exec 8>>"$home/run/keeper.lock"
flock -n 8 || exit 0
echo $$ >"$home/run/keeper.pid"

outside() {
  while true; do
    setpriv --pdeathsig KILL node "$here/egress/outside.mjs" "$home/run/walls.json" 8>&- || true
    echo 'the process outside the walls ended; starting it again'
    sleep 0.5
  done
}

# The sandbox's first process reads this pipe: when the keeper ends, in any way, it reads the end.
set -m
outside 8>&- &
outside_group=$!
exec 7> >(
  trap '' INT TERM
  exec unshare --pid --fork --kill-child=KILL --mount --propagation slave --mount-proc --net -- \
    bash "$here/lib/inside.sh" "$home" "$here" "$@" 8>&-
)
inside=$!

stop() {
  trap '' TERM INT
  exec 7>&-
  wait "$inside" 2>/dev/null || true
  kill -KILL -- "-$outside_group" 2>/dev/null || true
  exit 0
}
trap stop TERM INT
wait "$inside" || true
stop
