#!/bin/bash
# Makes base images for a foreign engine: stand-ins.sh <small|full> <cache> <machine.json> <list to write>
set -euo pipefail
here=$(dirname "$(dirname "$(realpath "$0")")")
for part in say private-apt tools; do
  # shellcheck source=/dev/null
  source "$here/lib/$part.sh"
done

status_fd=1
mapfile -t packages < <(missing_packages mmdebstrap:mmdebstrap xz:xz-utils)
((${#packages[@]} == 0)) || install_packages "${packages[@]}" >&2
mkdir -p "$2/images"
flock "$2/images/$1.lock" node "$here/base-images/make.mjs" "$@"
