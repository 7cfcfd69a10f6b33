# shellcheck shell=bash
# A sandbox's home folder. Nothing is written to, or removed from, a folder that is not marked as one.

readonly mark=.stagecraft-sandbox

open_home() {
  if [[ ! -e $home/$mark ]]; then
    if [[ -d $home && -n $(ls -A "$home") ]]; then
      give_up 3 "$home holds something else: choose another --home."
    fi
    mkdir -p "$home"
    echo "$name" >"$home/$mark"
  fi
  [[ $(<"$home/$mark") == "$name" ]] || give_up 3 "$home belongs to the sandbox $(<"$home/$mark")."
  chmod 0711 "$home"
  mkdir -p "$home"/{run,log,etc,data,exec,root}
  chmod 0711 "$home/run" "$home/log"
}

# One up, down or remove at a time for one sandbox.
lock_home() {
  exec {home_lock}>"$home/lock"
  flock -n "$home_lock" && return
  echo "sandbox: another command works on $name; waiting for it" >&2
  flock -w "$1" "$home_lock" &
  wait $! || give_up 1 "Another command still works on the sandbox $name."
}
