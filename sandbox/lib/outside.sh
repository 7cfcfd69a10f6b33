#!/bin/bash
# Keeps the process outside the walls running, until the keeper closes both their standard input.
home=$1 here=$2

while true; do
  node "$here/egress/outside.mjs" "$home/run/walls.json"
  read -r -t 0.5
  (($? > 128)) || exit 0
  echo "$(date -Is) outside" | tee -a "$home/run/ended"
done
