# shellcheck shell=bash
# A foreign engine: no walls are made; only the base images and the two JSON files are provided.

up_foreign() {
  plan engine "Ask the engine at $docker_host"
  plan small-images "Provide the small base images"
  plan full-images "Provide the full base images"
  engine_url=$docker_host

  begin engine
  local version
  version=$(node "$here/engine/version.mjs" "$engine_url" 2>>"$home/log/engine.log") ||
    give_up 3 "No Docker Engine of version 24 or newer answers at $docker_host."
  finish engine "Docker Engine $version"
  read_machine
  node "$here/engine/configure.mjs" name="$name" home="$home" foreign=yes slots="$slots"

  local kind
  for kind in small full; do
    begin "$kind-images"
    patiently pull_images "$kind" ||
      { patiently make_images "$kind" && patiently load_images "$kind" foreign; } ||
      give_up 3 "The $kind base images can be neither pulled nor made; see $home/log/images.log."
    finish "$kind-images"
    write_facts foreign
  done
}
