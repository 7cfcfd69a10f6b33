# shellcheck shell=bash
# Debian packages fetched, signatures checked, by apt with sources, lists and state of our own: the
# machine's own apt is asked for nothing and changed in nothing but its proxy and trust are kept.

readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg

debian_release() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }
debian_sources() { node "$here/machine/debian-sources.mjs" "$(debian_release)"; }

private_apt() {
  local state=$1
  shift
  apt-get -qq -o "Dir::State=$state" -o "Dir::Cache=$state/cache" -o "Dir::State::status=$state/status" \
    -o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Acquire::Languages=none -o APT::Sandbox::User=root \
    -o APT::Update::Post-Invoke-Success::=true -o APT::Update::Post-Invoke::=true "$@"
}

# fetch_debs <suite> <folder> <package>…: one at a time for each suite, over all sandboxes.
fetch_debs() {
  local suite=$1 folder=$2 state=$cache/apt/$1 mirror total watcher
  shift 2
  mkdir -p "$state"/{lists/partial,cache/archives/partial} "$folder"
  (
    flock 9
    mirror=$(debian_sources | head -n 1)
    : >"$state/status"
    echo "deb [signed-by=$keyring] $mirror $suite main" >"$state/sources.list"
    # lists of the last hour will do: another sandbox, or an interrupted start, has fetched them
    if [[ -z $(find "$state/updated" -mmin -60 2>/dev/null) ]]; then
      private_apt "$state" update || exit
      touch "$state/updated"
    fi
    if [[ -n ${fetch_phase:-} ]]; then
      total=$(private_apt "$state" download --print-uris "$@" | awk '{ sum += $3 } END { print sum + 0 }')
      watch_bytes "$fetch_phase" "$folder" "$total" 9>&- &
      watcher=$!
    fi
    cd "$folder" && private_apt "$state" download "$@"
    code=$?
    [[ -n ${watcher:-} ]] && kill "$watcher"
    exit "$code"
  ) 9>"$state/lock"
}

# Tells how many of `total` bytes have come into a folder, until it is killed.
watch_bytes() {
  local phase=$1 folder=$2 total=$3 now
  while sleep 0.3; do
    now=$(du -sb "$folder" 2>/dev/null | cut -f1)
    progress "$phase" "$(awk -v n="$now" -v t="$total" 'BEGIN { print t ? n / t : 0 }')" \
      "$((now / 1000000)) of $((total / 1000000)) MB"
  done
}
