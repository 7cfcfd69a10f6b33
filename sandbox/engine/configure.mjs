// Writes what the processes of one sandbox read, from key=value arguments: the settings, the walls
// (with the allow-list) and the engine's own /etc.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allowList } from "../egress/allow.mjs";
import { SLOT_HOST, slotTable, spareCgroup } from "../slots/slots.mjs";
import { engineConfig, engineEtc } from "./config.mjs";

const BUNDLE = "ssl/certs/ca-certificates.crt";
const given = Object.fromEntries(process.argv.slice(2).map((item) => item.split(/=(.*)/s)));
const number = (key) => Number(given[key]);
const { name, home, bridge, gateway, pool } = given;
const runs = { bridge: given.runsBridge, subnet: given.runsSubnet, gateway: given.runsGateway };

const settings = {
  name,
  home,
  gateway,
  slots: number("slots"),
  slotMemory: number("slotMemory"),
  slotProcesses: number("slotProcesses"),
  slotCpus: number("slotCpus"),
  slotHost: SLOT_HOST,
  runs,
  diskBytes: number("diskBytes"),
};

writeFileSync(join(home, "run/settings.json"), asText(settings));
writeFileSync(join(home, "run/slots"), slotTable(settings));
const machine = JSON.parse(readFileSync(join(home, "run/machine.json"), "utf8"));
const { registries, aptUrls, caBundle } = machine;
const allow = allowList({ registries, aptUrls, setting: given.egressAllow });
const walls = {
  allow,
  gateway,
  runs,
  group: number("group"),
  egressSocket: join(home, "run/egress.sock"),
  ingressSocket: join(home, "ingress.sock"),
  meterSocket: join(home, "meter.sock"),
  layersSocket: join(home, "layers.sock"),
  // with a user-namespace remap the engine keeps all below the range's first id
  engineRoot: join(home, "data", `${given.firstId}.${given.firstId}`),
  layerSizes: join(given.cache, "layer-sizes"),
  log: { inside: join(home, "log/names.log"), outside: join(home, "log/egress.log") },
};
writeFileSync(join(home, "run/walls.json"), asText(walls));
const etc = {
  ...engineEtc({ firstId: number("firstId"), gateway }),
  "docker/daemon.json": asText(
    engineConfig({
      home,
      bridge,
      gateway,
      pool,
      group: number("group"),
      diskBytes: settings.diskBytes,
      spareCgroup: spareCgroup(name),
      runsc: given.runsc ? join(import.meta.dirname, "bin/runsc") : null,
    }),
  ),
};
etc[BUNDLE] = caBundle ?? readFileSync(`/etc/${BUNDLE}`);
for (const folder of ["docker", "ssl/certs"])
  mkdirSync(join(home, "etc", folder), { recursive: true });
for (const [path, content] of Object.entries(etc)) writeFileSync(join(home, "etc", path), content);

function asText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
