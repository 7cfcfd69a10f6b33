# shellcheck shell=bash
# The settings of one sandbox: a flag, else an environment variable, else a default.

usage() {
  cat >&2 <<'TEXT'
usage: sandbox/up|down|remove|check [options]
  --name NAME              which sandbox                    SANDBOX_NAME            stagecraft
  --home FOLDER            its folder                       SANDBOX_HOME            /var/lib/stagecraft/<name>
  --slots N                builds at a time                 SANDBOX_SLOTS           2, or one a core, at most 8
  --slot-memory BYTES      memory of one build              SANDBOX_SLOT_MEMORY     1 GiB
  --slot-processes N       processes of one build           SANDBOX_SLOT_PROCESSES  512
  --slot-cpus X            cores of one build               SANDBOX_SLOT_CPUS       2, or what there is
  --disk BYTES             the sandbox's whole disk         SANDBOX_DISK            16 GiB, or 60 % of what is free
  --docker-host URL        use this engine, make no walls   SANDBOX_DOCKER_HOST
environment only: SANDBOX_CACHE, SANDBOX_ENGINE_SUITE, SANDBOX_EGRESS_ALLOW, SANDBOX_GROUP (README.md)
TEXT
}

read_settings() {
  name=${SANDBOX_NAME:-stagecraft}
  home=${SANDBOX_HOME:-}
  slots=${SANDBOX_SLOTS:-}
  slot_memory=${SANDBOX_SLOT_MEMORY:-$((1024 * 1024 * 1024))}
  slot_processes=${SANDBOX_SLOT_PROCESSES:-512}
  slot_cpus=${SANDBOX_SLOT_CPUS:-}
  disk=${SANDBOX_DISK:-}
  while (($#)); do
    case $1 in
      --name | --home | --slots | --slot-memory | --slot-processes | --slot-cpus | --disk | --docker-host)
        (($# > 1)) || refuse_arguments "$1 needs a value"
        local flag=${1#--}
        printf -v "${flag//-/_}" '%s' "$2"
        shift 2
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      *) refuse_arguments "unknown option $1" ;;
    esac
  done

  [[ $name =~ ^[a-z0-9][a-z0-9-]{0,23}$ ]] || refuse_arguments "a name has 1 to 24 of a-z, 0-9 and -: $name"
  home=$(realpath -m "${home:-/var/lib/stagecraft/$name}")
  cache=$(realpath -m "${SANDBOX_CACHE:-/var/cache/stagecraft}")
  export SANDBOX_CACHE=$cache
  local cores
  cores=$(nproc)
  slots=${slots:-$((cores < 2 ? 2 : cores > 8 ? 8 : cores))}
  slot_cpus=${slot_cpus:-$((cores < 2 ? 1 : 2))}
  [[ $slot_cpus =~ ^[0-9]+(\.[0-9]+)?$ ]] || refuse_arguments "--slot-cpus is a number: $slot_cpus"
  local number
  for number in slots slot_memory slot_processes ${disk:+disk}; do
    [[ ${!number} =~ ^[1-9][0-9]*$ ]] || refuse_arguments "--${number//_/-} is a whole number above 0: ${!number}"
  done
  group=${SANDBOX_GROUP:-0}
}

refuse_arguments() {
  echo "sandbox: $1" >&2
  usage
  exit 2
}
