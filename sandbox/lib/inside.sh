#!/bin/bash
# Process 1 of the sandbox's own process, mount and network namespaces. What it starts, mounts and
# binds ends with it, so a sandbox leaves nothing behind however it ends.
set -euo pipefail

home=$1 here=$2 engine=$3 bridge=$4 gateway=$5 bits=$6
node=$(command -v node)

network() {
  # builds speak IPv4 only: one family to wall in
  echo 1 2>/dev/null >/proc/sys/net/ipv6/conf/all/disable_ipv6 || true
  ip link set lo up
  ip link add name "$bridge" type bridge
  ip address add "$gateway/$bits" dev "$bridge"
  ip link set "$bridge" up
}

# Debian chooses the kind of iptables in /etc; the engine finds the one that works here in /run/bin.
firewall_program() {
  local kind
  for kind in nft legacy; do
    if "iptables-$kind" -t nat -L -n >/dev/null 2>&1; then
      command -v "iptables-$kind"
      return
    fi
  done
}

# The engine sees an /etc and a /run of its own: no configuration, socket or name of the machine's.
private_folders() {
  mount -t tmpfs -o mode=0711 tmpfs "$home/exec"
  mount --bind "$home/etc" /etc
  mount -t tmpfs -o mode=0755 tmpfs /run
  own_sys
  mkdir /run/bin
  ln -s "$1" /run/bin/iptables
  ln -s "${1/iptables/ip6tables}" /run/bin/ip6tables
}

# The engine looks in /sys for the bridge's ports, which are this network's: it gets a /sys of its
# own, with what is mounted below the machine's.
own_sys() {
  local folder
  for folder in fs/cgroup kernel/security; do
    mkdir -p "/run/sys/$folder"
    mount --rbind "/sys/$folder" "/run/sys/$folder"
  done
  mount -t sysfs sysfs /sys
  for folder in fs/cgroup kernel/security; do
    mount --rbind "/run/sys/$folder" "/sys/$folder"
    umount -R "/run/sys/$folder"
  done
}

keep() {
  local what=$1
  while [[ ! -e /run/stopping ]]; do
    "$@" >>"$home/log/$what.log" 2>&1 || true
    [[ -e /run/stopping ]] || echo "$(date -Is) $what" >>"$home/run/ended"
    sleep 0.5
  done
}

gate() { "$node" "$here/egress/inside.mjs" "$home/run/walls.json"; }

engine() {
  rm -f "$home/exec/dockerd.pid"
  PATH=$engine/bin:/run/bin:$PATH dockerd --config-file "$home/etc/docker/daemon.json"
}

stop() {
  touch /run/stopping
  local pid
  pid=$(cat "$home/exec/dockerd.pid" 2>/dev/null) || exit 0
  kill -TERM "$pid" 2>/dev/null || exit 0
  for _ in {1..80}; do
    kill -0 "$pid" 2>/dev/null || exit 0
    sleep 0.1
  done
}

network
private_folders "$(firewall_program)"
ulimit -c 0
ulimit -n "$(ulimit -Hn)"
keep gate </dev/null &
keep engine </dev/null &
# ends when the keeper does
read -r || true
stop
