#!/bin/bash
# Fetches the engine from one of Debian's suites and unpacks it: unpack-engine.sh <suite> <folder>
# The folder appears whole, and only when each program in it has run here.
set -euo pipefail
here=$(dirname "$(dirname "$(realpath "$0")")")
cache=$SANDBOX_CACHE
for part in say private-apt; do
  # shellcheck source=/dev/null
  source "$here/lib/$part.sh"
done

suite=$1 folder=$2
[[ -e $folder/works ]] && exit
part=$folder.part
rm -rf "$part" "$folder"
mkdir -p "$part"/{debs,own-debs,root,bin}

# this machine's own runc and tini: newer ones want a newer C library
fetch_debs "$(debian_release)" "$part/own-debs" runc tini
fetch_phase=packages fetch_debs "$suite" "$part/debs" docker.io docker-cli docker-buildx containerd
progress packages 1 unpacking
for deb in "$part"/{debs,own-debs}/*.deb; do dpkg -x "$deb" "$part/root"; done

for program in dockerd containerd containerd-shim-runc-v2 runc docker docker-buildx tini-static; do
  found=$(cd "$part" && find root/usr -name "$program" -type f -perm -100 | head -n 1)
  [[ -n $found ]]
  ln -s "../$found" "$part/bin/$program"
done
mv "$part/bin/tini-static" "$part/bin/docker-init"
for program in dockerd containerd runc docker docker-init; do "$part/bin/$program" --version; done

printf '%s\n' "$part"/{debs,own-debs}/*.deb | xargs -n 1 basename >"$part/packages"
rm -rf "$part/debs" "$part/own-debs"
touch "$part/works"
mv "$part" "$folder"
