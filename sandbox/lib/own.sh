# shellcheck shell=bash
# A sandbox with an engine of its own.

need_a_machine() {
  ((EUID == 0)) || give_up 3 "A sandbox needs root; name another engine with --docker-host."
  command -v apt-get >/dev/null || give_up 3 "A sandbox needs Debian's apt; name another engine with --docker-host."
  [[ $home/ != /run/* && $home/ != /var/run/* && $home/ != /etc/* ]] || give_up 2 "A sandbox's home can't be below /run or /etc."
}

# What was asked for, so that a second `up` can tell whether it is what runs.
asked() {
  printf '%s\n' "$slots" "$slot_memory" "$slot_processes" "$slot_cpus" "$disk" "$group" \
    "${SANDBOX_ENGINE_SUITE:-}" "${SANDBOX_EGRESS_ALLOW:-}" "$(command -v runsc)"
}

is_running_as_asked() {
  [[ $(cat "$home/run/asked" 2>/dev/null) == "$(asked)" ]] && keeper_lives && wait_for_engine 1
}

is_ready_as_asked() {
  [[ -e $home/sandbox.json ]] && grep -q '"state": "ready"' "$home/status.json" && is_running_as_asked
}

up_own() {
  plan tools "Install what the machine is missing"
  plan packages "Fetch the Docker Engine"
  plan engine "Start the engine behind its walls"
  plan small-images "Provide the small base images"
  plan full-images "Provide the full base images"
  derive_numbers
  engine_url=unix://$home/docker.sock

  job packages get_engine
  read_machine
  job small make_images small
  patiently install_tools || exit 3
  job full make_images full

  join_job packages || give_up 3 "The Docker Engine's packages can't be fetched; see $home/log/packages.log."
  begin engine
  if is_running_as_asked; then
    engine=$(<"$home/engine")
  else
    stop_engine
    ensure_disk
    configure
    node "$here/slots/make.mjs" "$home/run/settings.json" 2>>"$home/log/slots.log" ||
      give_up 3 "This machine's cgroups give no limits for memory, processes and cores; see $home/log/slots.log."
    start_engine
    node "$here/engine/runs-network.mjs" "$home" "$engine_url" 2>>"$home/log/engine.log" ||
      give_up 1 "The network of runs can't be made; see $home/log/engine.log."
    asked >"$home/run/asked"
  fi
  finish engine "$(engine_version "$engine")"

  local kind
  for kind in small full; do
    join_job "$kind" || give_up 3 "The $kind base images can't be made; see $home/log/images.log."
    patiently load_images "$kind" own || give_up 1 "The $kind base images can't be loaded; see $home/log/images.log."
    finish "$kind-images" "$(grep -q '"standIn": true' "$home/run/$kind-images.json" && echo stand-ins || echo 'the real ones')"
    write_facts own
  done
}

get_engine() {
  if cached_engine >/dev/null; then
    skip packages "$(basename "$(cached_engine)"), from the cache"
  else
    begin packages
    fetch_engine && finish packages "$(basename "$(cached_engine)")"
  fi
}
