# shellcheck shell=bash
# Ending a sandbox: its processes, then what the kernel keeps for it.

stop_sandbox() {
  rm -f "$home/sandbox.json"
  stop_engine || give_up 1 "The sandbox's processes do not end; see $home/log/keeper.log."
  release_disk
  remove_cgroups
  rm -f "$home"/{docker,ingress,meter,layers,run/egress}.sock
}

# A cgroup goes once it is empty; the kernel may need a moment after its last process.
remove_cgroups() {
  local folder
  for folder in /sys/fs/cgroup/stagecraft-"$name" /sys/fs/cgroup/*/stagecraft-"$name"; do
    [[ -d $folder ]] || continue
    for _ in {1..20}; do
      find "$folder" -depth -type d -exec rmdir {} + 2>/dev/null && break
      sleep 0.1
    done
  done
}
