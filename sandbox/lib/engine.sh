# shellcheck shell=bash
# Starting and stopping one sandbox's engine behind its walls.

is_up() { [[ -e $home/run/keeper.lock ]] && ! flock -n "$home/run/keeper.lock" true; }

# Up, and not about to end: then the keeper has ended already.
keeper_lives() {
  local pid started
  is_up && read -r pid started <"$home/run/processes" && [[ $(started_at "$pid") == "$started" ]]
}

configure() {
  node "$here/engine/configure.mjs" name="$name" home="$home" bridge="$bridge" gateway="$gateway" \
    runsBridge="$runs_bridge" runsSubnet="$runs_subnet" runsGateway="$runs_gateway" pool="$pool" \
    firstId="$first_id" cache="$cache" group="$(group_id)" slots="$slots" slotMemory="$slot_memory" \
    slotProcesses="$slot_processes" slotCpus="$slot_cpus" diskBytes="$(stat -c %s "$(disk_file)")" \
    egressAllow="${SANDBOX_EGRESS_ALLOW:-}" runsc="$(command -v runsc)"
}

group_id() {
  [[ $group =~ ^[0-9]+$ ]] && echo "$group" && return
  getent group "$group" | cut -d: -f3
}

# Starts the engine. A data root of another engine, or one that this engine can't read, is made
# anew; an engine that can't start on a new one is replaced by the next suite's.
start_engine() {
  local anew=
  while true; do
    cached_engine >/dev/null || patiently fetch_engine ||
      give_up 3 "No Docker Engine could be started here; see $home/log/engine.log."
    engine=$(cached_engine)
    [[ ! -e $home/engine-version || $(engine_version "$engine") == "$(<"$home/engine-version")" ]] || anew=yes
    [[ -z $anew ]] || renew_disk
    ensure_disk
    start_keeper "$engine"
    patiently wait_for_engine 60 && break
    stop_engine
    [[ -z $anew ]] || mark_broken "$engine"
    anew=yes
  done
  echo "$engine" >"$home/engine"
  engine_version "$engine" >"$home/engine-version"
}

engine_version() { "$1/bin/dockerd" --version | cut -d, -f1; }

start_keeper() {
  local engine=$1
  rm -f "$home"/{docker,ingress,meter,layers,run/egress}.sock "$home"/run/{ended,asked}
  local proxies=("https_proxy=${https_proxy:-${HTTPS_PROXY:-}}" "http_proxy=${http_proxy:-${HTTP_PROXY:-}}"
    "no_proxy=${no_proxy:-${NO_PROXY:-}}")
  # nothing else of this environment is for them: it may hold secrets
  setsid env -i PATH="$PATH" "${proxies[@]}" bash "$here/lib/keeper.sh" "$home" "$engine" \
    "$bridge" "$gateway" "$subnet_bits" "$runs_bridge" \
    </dev/null >>"$home/log/keeper.log" 2>&1 {home_lock}>&- {status_fd}>&- &
  disown
}

wait_for_engine() {
  node "$here/engine/wait.mjs" "$1" "$home/run/ended" "$home/docker.sock" "$home/ingress.sock" \
    "$home/meter.sock" "$home/layers.sock" "$home/run/egress.sock"
}

stop_engine() {
  is_up || return 0
  signal_processes TERM 1
  flock -w 20 "$home/run/keeper.lock" true && return
  signal_processes KILL 3
  flock -w 10 "$home/run/keeper.lock" true
}

# The first is the keeper, which ends the others; then come those outside and inside the walls.
signal_processes() {
  local signal=$1 count=$2 pid started
  while read -r pid started; do
    end_process "$signal" "$pid" "$started" || true
  done < <(head -n "$count" "$home/run/processes")
}
