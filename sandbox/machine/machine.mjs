// Writes what a sandbox takes over from this machine's own configuration: machine.mjs <machine.json>
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { sourceUrls } from "../egress/allow.mjs";
import { debianSources, readAptSources } from "./debian.mjs";
import { npmConfig } from "./npm.mjs";

const { registries, registry, cafile } = await npmConfig();
const release = /^VERSION_CODENAME=(.*)$/m.exec(read("/etc/os-release") ?? "")?.[1] ?? null;
const aptSources = readAptSources();

const machine = {
  registries,
  // null where it is npm's own default
  registry,
  aptUrls: aptSources.flatMap(sourceUrls),
  release,
  debian: debianSources(aptSources, release),
  // null where the machine trusts what everyone does
  caBundle: read(cafile ?? process.env.NODE_EXTRA_CA_CERTS),
};
writeFileSync(process.argv[2], `${JSON.stringify(machine, null, 2)}\n`);

function read(path) {
  return path && existsSync(path) ? readFileSync(path, "utf8") : null;
}
