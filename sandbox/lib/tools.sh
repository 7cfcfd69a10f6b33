# shellcheck shell=bash
# What a sandbox needs of the machine, as Debian packages; what is missing is installed, and said.

# a program, and the package that has it
readonly tools=(
  ip:iproute2 iptables-nft:iptables mkfs.ext4:e2fsprogs losetup:mount unshare:util-linux setpriv:util-linux
  flock:util-linux findmnt:util-linux tar:tar xz:xz-utils mmdebstrap:mmdebstrap
)

missing_packages() {
  local tool
  {
    for tool in "$@"; do
      command -v "${tool%%:*}" >/dev/null || echo "${tool##*:}"
    done
    [[ -e /etc/ssl/certs/ca-certificates.crt ]] || echo ca-certificates
    [[ -e $keyring ]] || echo debian-archive-keyring
  } | sort -u
}

# With the lists that are there, else with new ones.
install_packages() {
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  install+=(--no-install-recommends install -y "$@")
  "${install[@]}" || { apt-get -qq update && "${install[@]}"; }
}

install_tools() {
  local packages
  mapfile -t packages < <(missing_packages "${tools[@]}")
  if ((${#packages[@]} == 0)); then
    skip tools "nothing is missing"
    return
  fi
  begin tools "${packages[*]}"
  install_packages "${packages[@]}" >>"$home/log/tools.log" 2>&1 ||
    give_up 3 "These Debian packages are needed and can't be installed: ${packages[*]} (see $home/log/tools.log)."
  finish tools "installed ${packages[*]}"
}
