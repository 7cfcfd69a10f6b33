# shellcheck shell=bash
# The engine: Debian's packages, unpacked into the cache. The machine's own packages are not touched.

# Newer suites first: Engine 28 has BuildKit's build checks, trixie's 26 does not (README.md).
read -ra engine_suites <<<"${SANDBOX_ENGINE_SUITE:-forky sid trixie}"

# Another recipe makes another folder: an older one may still be running.
engine_folder() {
  local recipe
  recipe=$(sha256sum <"$here/lib/unpack-engine.sh")
  echo "$cache/engine/$1-$(dpkg --print-architecture)-${recipe:0:8}"
}

# Names the first cached engine that works, or nothing.
cached_engine() {
  local suite
  for suite in "${engine_suites[@]}"; do
    [[ -e $(engine_folder "$suite")/works ]] && engine_folder "$suite" && return
  done
  return 1
}

fetch_engine() {
  local suite folder
  mkdir -p "$cache/engine"
  for suite in "${engine_suites[@]}"; do
    folder=$(engine_folder "$suite")
    [[ -e $folder/broken ]] && continue
    progress packages '' "from $suite"
    flock "$cache/engine/lock" bash "$here/lib/unpack-engine.sh" "$suite" "$folder" >>"$home/log/packages.log" 2>&1 && return
  done
  return 1
}

# An engine that unpacked but does not start is left out from now on.
mark_broken() {
  rm -f "$1/works"
  touch "$1/broken"
}
