#!/bin/bash
# Keeps the processes outside the walls running, until the keeper closes their standard input.
home=$1 here=$2

# keep <name> <command>…
keep() {
  local what=$1
  shift
  while true; do
    "$@"
    # written down before a build that it failed is looked into
    read -r -t 0.01
    (($? > 128)) || exit 0
    echo "$(date -Is) $what" | tee -a "$home/run/ended"
    read -r -t 0.5
    (($? > 128)) || exit 0
  done
}

keep meter node "$here/meter/meter.mjs" "$home" <&0 &
keep layers node "$here/layers/layers.mjs" "$home" <&0 &
keep outside node "$here/egress/outside.mjs" "$home/run/walls.json"
