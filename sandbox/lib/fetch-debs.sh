#!/bin/bash
# For the makers of images: fetch-debs.sh <folder> <package>… of the machine's own Debian release.
set -euo pipefail
here=$(dirname "$(dirname "$(realpath "$0")")")
cache=$SANDBOX_CACHE
# shellcheck source=/dev/null
source "$here/lib/private-apt.sh"
fetch_debs "$(debian_release)" "$@"
