#!/bin/bash
# Runs first in the sandbox's own process, mount and network namespaces: makes its network and its
# root, then hands over. What is mounted and bound here ends with the namespaces, so a sandbox
# leaves nothing behind however it ends.
set -euo pipefail

home=$1 here=$2 engine=$3 bridge=$4 gateway=$5 bits=$6 runs_bridge=$7
root=$home/root

# Loopback and a bridge, and no way out. IPv4 only: one family to wall in.
network() {
  echo 1 2>/dev/null >/proc/sys/net/ipv6/conf/all/disable_ipv6 || true
  # a build that tries an address out there hears at once that there is no way
  echo 0 >/proc/sys/net/ipv4/icmp_ratelimit
  ip link set lo up
  ip link add name "$bridge" type bridge
  ip address add "$gateway/$bits" dev "$bridge"
  ip link set "$bridge" up
}

# Containers talk to a bridge's own address and to nobody beside them: no frame passes from one port
# to another, whatever it carries. What runs may only answer who asks it, from this side.
neighbours() {
  local kind iptables
  iptables=$(firewall_program)
  for kind in nft legacy; do
    "ebtables-$kind" -P FORWARD DROP 2>/dev/null && break
  done
  "$iptables" -A INPUT -i "$runs_bridge" -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
  "$iptables" -A INPUT -i "$runs_bridge" -j REJECT --reject-with icmp-admin-prohibited
}

# Debian chooses the kind of iptables in /etc, which the engine does not see: the kind that works here.
firewall_program() {
  local kind
  for kind in nft legacy; do
    if "iptables-$kind" -t nat -L -n >/dev/null 2>&1; then
      command -v "iptables-$kind"
      return
    fi
  done
}

show() {
  local path=$1 mode=$2 at=$root${3:-$1}
  if [[ -d $path ]]; then mkdir -p "$at"; else mkdir -p "${at%/*}" && touch "$at"; fi
  mount --rbind "$path" "$at"
  [[ $mode == rw ]] || mount -o remount,bind,ro "$at"
}

# The engine sees the machine's programs, to read, and the sandbox's folder: none of its other
# files, sockets, names or disks.
new_root() {
  local path firewall
  firewall=$(firewall_program)
  mkdir -p "$root"
  mount -t tmpfs -o mode=0755,size=64m tmpfs "$root"
  mkdir -p "$root"/{run/bin,proc,sys,dev/{pts,shm,mqueue},root,tmp,var,old}
  chmod 1777 "$root/tmp"
  ln -s /run "$root/var/run"
  for path in /bin /sbin /lib /lib32 /lib64 /libx32; do
    [[ -L $path ]] && cp -a "$path" "$root$path"
    [[ -d $path && ! -L $path ]] && show "$path" ro
  done
  show /usr ro
  for path in null zero full random urandom tty; do show "/dev/$path" rw; done
  show "$home" rw
  show "$here" ro
  show "$engine" ro
  show "$home/etc" rw /etc
  show "$(realpath "$(command -v node)")" ro /run/bin/node
  if command -v runsc >/dev/null; then show "$(realpath "$(command -v runsc)")" ro /run/bin/runsc; fi
  ln -s "$firewall" "$root/run/bin/iptables"
  ln -s "${firewall/iptables/ip6tables}" "$root/run/bin/ip6tables"
  mount -t tmpfs -o mode=0711,size=256m tmpfs "$root$home/exec"
}

# A new /sys shows this network's bridge and its ports; what is mounted below comes along.
kernel_folders() {
  local path
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  for path in /sys/fs/cgroup /sys/kernel/security; do
    [[ -d $root$path ]] && mount --rbind "$path" "$root$path"
  done
}

network
neighbours
new_root
kernel_folders
cd "$root"
pivot_root . old
umount -l old
exec env -i /bin/bash "$here/lib/init.sh" "$home" "$here" "$engine"
