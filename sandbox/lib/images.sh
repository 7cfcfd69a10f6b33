# shellcheck shell=bash
# Base images: into the cache beside everything else, then into the engine.

# make_images <small|full>: one maker at a time, over all sandboxes.
make_images() {
  # the engine and the small images are wanted first
  local patience=0
  [[ $1 == small ]] || patience=10
  mkdir -p "$cache/images"
  begin "$1-images"
  flock "$cache/images/$1.lock" nice -n "$patience" node "$here/base-images/make.mjs" "$1" "$cache" \
    "$home/run/machine.json" "$home/run/$1-images.json" \
    1>&"$status_fd" 2>>"$home/log/images.log"
}

load_images() {
  node "$here/base-images/load.mjs" "$1" "$home/run/$1-images.json" "$engine_url" "$2" 1>&"$status_fd" \
    2>>"$home/log/images.log"
}

read_machine() { node "$here/machine/machine.mjs" "$home/run/machine.json"; }

write_facts() { node "$here/engine/facts.mjs" "$home" "$engine_url" "$1"; }
