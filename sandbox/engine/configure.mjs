// Writes what the processes of one sandbox read, from key=value arguments: the settings, the walls
// (with the allow-list) and the engine's own /etc.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allowList } from "../egress/allow.mjs";
import { spareCgroup } from "../slots/slots.mjs";
import { engineConfig, engineEtc } from "./config.mjs";
import { readAptSources } from "./debian.mjs";
import { npmConfig } from "./npm.mjs";

const given = Object.fromEntries(process.argv.slice(2).map((item) => item.split(/=(.*)/s)));
const number = (key) => Number(given[key]);
const { name, home, bridge, gateway, subnet, pool } = given;

const settings = {
  name,
  home,
  gateway,
  slots: number("slots"),
  slotMemory: number("slotMemory"),
  slotProcesses: number("slotProcesses"),
  slotCpus: number("slotCpus"),
  diskBytes: number("diskBytes"),
};

const npm = npmConfig();
writeFileSync(join(home, "run/settings.json"), asText({ ...settings, registry: npm.registry }));
if (given.foreign !== "yes") makeWalls();

function makeWalls() {
  const allow = allowList({
    registries: npm.registries,
    aptSources: readAptSources(),
    setting: given.egressAllow,
  });
  const walls = {
    allow,
    gateway,
    subnet,
    group: number("group"),
    egressSocket: join(home, "run/egress.sock"),
    ingressSocket: join(home, "ingress.sock"),
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
      }),
    ),
  };
  const bundle =
    npm.cafile ?? process.env.NODE_EXTRA_CA_CERTS ?? "/etc/ssl/certs/ca-certificates.crt";
  if (existsSync(bundle)) etc["ssl/certs/ca-certificates.crt"] = readFileSync(bundle);
  for (const folder of ["docker", "ssl/certs"])
    mkdirSync(join(home, "etc", folder), { recursive: true });
  for (const [path, content] of Object.entries(etc))
    writeFileSync(join(home, "etc", path), content);
}

function asText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
