# shellcheck shell=bash
# The engine's data lives on a file system of fixed size in one file, so a build can fill that and
# nothing else. It holds nothing that can't be made again: when it is damaged it is made anew.

disk_file() { echo "$home/disk.ext4"; }

disk_is_mounted() {
  [[ $(findmnt -nro SOURCE --mountpoint "$home/data" 2>/dev/null) == /dev/loop* ]]
}

default_disk_bytes() {
  local free want=$((16 * 1024 ** 3))
  free=$(df --output=avail -B1 "$home" | tail -n 1)
  echo $((free * 6 / 10 < want ? free * 6 / 10 : want))
}

make_disk() {
  local bytes=$1 file
  file=$(disk_file)
  ((bytes >= 3 * 1024 ** 3)) || give_up 3 "The sandbox needs a disk of at least 3 GB; $home has no room for it."
  rm -f "$file" "$file.new"
  fallocate -l "$bytes" "$file.new" 2>>"$home/log/disk.log" || truncate -s "$bytes" "$file.new"
  # no journal, no reserve: the content is disposable, and every RUN writes through it
  mkfs.ext4 -q -F -m 0 -O '^has_journal' -E nodiscard,lazy_itable_init=1 "$file.new" >>"$home/log/disk.log" 2>&1
  mv "$file.new" "$file"
}

mount_disk() {
  # 0 and 1 are a clean and a repaired file system (e2fsck(8))
  local code=0
  e2fsck -p "$(disk_file)" >>"$home/log/disk.log" 2>&1 || code=$?
  ((code <= 1)) && mount -o loop,noatime,nobarrier "$(disk_file)" "$home/data" 2>>"$home/log/disk.log"
}

ensure_disk() {
  disk_is_mounted && return
  if [[ ! -e $(disk_file) ]]; then
    make_disk "${disk:-$(default_disk_bytes)}"
  fi
  mount_disk && return
  make_disk "$(stat -c %s "$(disk_file)")"
  mount_disk || give_up 3 "The sandbox's disk can't be mounted (a loop device and ext4 are needed); see $home/log/disk.log."
}

# A new, empty disk in place of the old one.
renew_disk() {
  release_disk
  rm -f "$home/engine-version"
  make_disk "$(stat -c %s "$(disk_file)")"
}

# The last namespace that saw the mount may need a moment to end.
release_disk() {
  local tries
  for tries in {1..50}; do
    disk_is_mounted || return 0
    umount "$home/data" 2>/dev/null || sleep 0.1
  done
  disk_is_mounted && give_up 1 "$home/data is still in use after $tries tries to unmount it."
}
