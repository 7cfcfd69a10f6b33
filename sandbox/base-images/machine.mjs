import { existsSync, readFileSync } from "node:fs";
import { debianSources, readAptSources } from "../engine/debian.mjs";
import { npmConfig } from "../engine/npm.mjs";

/**
 * What a stand-in takes over from this machine: `{ release, mirror, sources, caBundle, registry }`.
 * Certificates and registry are null where the machine itself is configured with none.
 */
export function readMachine() {
  const npm = npmConfig();
  const release = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const debian = debianSources(readAptSources(), release);
  if (debian === null)
    throw new Error("this machine has no Debian sources to make a base image from");
  const bundle = npm.cafile ?? process.env.NODE_EXTRA_CA_CERTS;
  return {
    release,
    mirror: debian.mirror,
    sources: debian.lines,
    caBundle: bundle && existsSync(bundle) ? readFileSync(bundle, "utf8") : null,
    registry: npm.registry,
  };
}
