#!/bin/sh
# As in Node's official images: options, and words that name no program, are arguments of node.
set -e

if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null || { [ -f "$1" ] && [ ! -x "$1" ]; }; then
  set -- node "$@"
fi

exec "$@"
