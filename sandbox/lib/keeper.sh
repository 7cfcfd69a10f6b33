#!/bin/bash
# Owns every process of one sandbox; it lives as long as the sandbox is up. All of them hold its
# lock, so the kernel lets go of it when the last has ended, however it ended: no pid can go stale.
set -euo pipefail

home=$1
shift
here=$(dirname "$(dirname "$(realpath "$0")")")
# shellcheck source=/dev/null
source "$here/lib/processes.sh"

cd /
exec 8>>"$home/run/keeper.lock"
flock -n 8 || exit 0
identify $$ >"$home/run/processes"

# Both read a pipe of the keeper's: when it ends, in any way, they read the end.
exec 6> >(exec bash "$here/lib/outside.sh" "$home" "$here")
outside=$!
exec 7> >(
  trap '' INT TERM
  exec unshare --pid --fork --kill-child=KILL --mount --propagation slave --mount-proc --net -- \
    bash "$here/lib/inside.sh" "$home" "$here" "$@" 6>&-
)
inside=$!
for process in "$outside" "$inside"; do identify "$process" >>"$home/run/processes"; done

stop() {
  trap '' TERM INT
  exec 7>&-
  wait "$inside" 2>/dev/null || true
  exit 0
}
trap stop TERM INT
wait "$inside" || true
