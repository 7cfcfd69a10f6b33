#!/bin/bash
# Fills a folder with a Debian root: rootfs.sh <folder> <release> <package,…> <source line>…
# It runs in namespaces of its own, so that ending it leaves no process and no mount.
set -euo pipefail

if [[ ${ROOTFS_INSIDE:-} != yes ]]; then
  ROOTFS_INSIDE=yes exec unshare --pid --fork --kill-child=KILL --mount --mount-proc -- bash "$0" "$@"
fi

# another sandbox's disk could not be given back while this namespace shows it
awk '$1 ~ "^/dev/loop" { print $2 }' /proc/self/mounts | xargs -r umount --lazy

root=$1 release=$2 packages=$3
shift 3

# how the machine's own apt reaches its mirror
apt_options=()
while IFS= read -r line; do
  apt_options+=(--aptopt="$line")
done < <(apt-config dump | grep -E '^Acquire::(https?::(Proxy|CAInfo)|Check-Valid-Until|Check-Date)\b' || true)

# shellcheck disable=SC2016  # mmdebstrap's hooks get the root as their own $1
mmdebstrap --variant=minbase --mode=root --format=directory --include="$packages" \
  "${apt_options[@]}" --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
  --customize-hook='rm -f "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
  --customize-hook='printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d"; chmod +x "$1/usr/sbin/policy-rc.d"' \
  --customize-hook='echo "Acquire::Languages \"none\";" >"$1/etc/apt/apt.conf.d/docker-no-languages"' \
  --customize-hook='chroot "$1" groupadd --gid 1000 node' \
  --customize-hook='chroot "$1" useradd --uid 1000 --gid node --shell /bin/bash --create-home node' \
  "$release" "$root" "$@"
