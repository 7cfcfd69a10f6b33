# shellcheck shell=bash
# Numbers that differ from sandbox to sandbox, derived from its name: subnets and a range of user ids.

derive_numbers() {
  local hash=$((16#$(printf '%s' "$name" | sha256sum | cut -c1-8)))
  local second=$((64 + hash % 64)) third=$((hash / 64 % 256))
  bridge=stagecraft0
  gateway=10.$second.$third.1
  subnet_bits=24
  # the network of runs, which reaches nothing
  runs_bridge=stagecraft1
  runs_subnet=10.$((second + 128)).$third.0/24
  runs_gateway=10.$((second + 128)).$third.1
  # networks that someone makes in the engine; they lie beside the bridge's
  pool=10.$((second + 64)).$third.0/24
  first_id=$((1000000000 + hash % 10000 * 65536))
}
