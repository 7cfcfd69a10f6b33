import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageConfig } from "./archive.mjs";
import { architecture } from "./catalogue.mjs";
import { BUILDPACK_PACKAGES, fillFullRoot } from "./full-root.mjs";
import { fillEntrypoint, fillNode, fillNpm, fillYarn } from "./node-layers.mjs";
import { fillSmallRoot } from "./small-root.mjs";

const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

/**
 * Makes one entry of the catalogue from packages, layer by layer, and gives the image as
 * `loadArchive` takes it, with its `imageId` and `about`. `machine` is as machine/machine.mjs
 * writes it.
 */
export async function makeStandIn(entry, { store, work, machine, tell }) {
  const { node, npm, yarn, kind } = entry;
  const { release, debian } = machine;
  if (debian === null) throw new Error("this machine has no Debian sources to make images from");
  // first, because the other makers make the rest meanwhile
  const root = await (kind === "full"
    ? store.layer(
        { code: codeOf("../lib/rootfs.sh"), packages: BUILDPACK_PACKAGES, architecture, debian },
        `stand-in: Debian ${release} with ${BUILDPACK_PACKAGES.length} packages of buildpack-deps, from ${debian.mirror}`,
        (folder) => fillFullRoot(folder, machine, tell),
      )
    : store.layer(
        { code: codeOf("small-root.mjs"), architecture, release },
        `stand-in: busybox and the C and C++ libraries of Debian ${release}; no musl, no apk`,
        (folder) => fillSmallRoot(folder, work),
      ));
  const code = codeOf("node-layers.mjs", "npm-package.mjs");
  const layers = await Promise.all([
    root,
    store.layer({ code, node, architecture }, `stand-in: Node ${node}`, (folder) =>
      fillNode(folder, node, work),
    ),
    store.layer({ code, npm }, `stand-in: npm ${npm}`, (folder) => fillNpm(folder, npm, work)),
    store.layer({ code, yarn }, `stand-in: Yarn ${yarn}`, (folder) => fillYarn(folder, yarn, work)),
    store.layer(
      { code: codeOf("docker-entrypoint.sh") },
      "stand-in: docker-entrypoint.sh",
      fillEntrypoint,
    ),
    ...ofThisMachine(store, machine),
  ]);
  const about = aboutStandIn(entry, release);
  const config = configOf(entry, about, machine);
  const { text, imageId } = imageConfig({ architecture, created: newest(layers), config, layers });
  return { ref: entry.ref, configText: text, imageId, layers, standIn: true, digest: null, about };
}

/** One sentence that says what a stand-in is made of. */
export function aboutStandIn({ ref, kind, node, npm }, release) {
  const base =
    kind === "full"
      ? `Debian ${release} with the packages of buildpack-deps`
      : `busybox and the C and C++ libraries of Debian ${release} (no Alpine: no musl, no apk)`;
  return `Stand-in for ${ref}, made on this machine: ${base}, Node ${node} and npm ${npm}.`;
}

function configOf({ node, yarn }, about, { caBundle }) {
  return {
    Env: [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      `NODE_VERSION=${node}`,
      `YARN_VERSION=${yarn}`,
      ...(caBundle ? [`NODE_EXTRA_CA_CERTS=${BUNDLE}`] : []),
    ],
    Entrypoint: ["docker-entrypoint.sh"],
    Cmd: ["node"],
    Labels: { "org.stagecraft.stand-in": "true", "org.stagecraft.about": about },
  };
}

/** What a build needs to work on this machine only: its certificates, its registry. */
function ofThisMachine(store, { caBundle, registry }) {
  const npmrc = [
    ...(caBundle ? [`cafile=${BUNDLE}`] : []),
    ...(registry ? [`registry=${registry}`] : []),
  ];
  if (npmrc.length === 0) return [];
  const layer = store.layer(
    { caBundle, npmrc },
    "stand-in: this machine's certificates and npm registry",
    (folder) => {
      put(folder, "usr/local/etc/npmrc", `${npmrc.join("\n")}\n`);
      if (caBundle) put(folder, BUNDLE, caBundle);
    },
  );
  return [layer];
}

function put(root, path, text) {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A hash of the files that make something, so that what they made is made anew when they change. */
export function codeOf(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.digest("hex");
}

/** When the newest of some layers was made: the same layers give the same image. */
function newest(layers) {
  return layers
    .map(({ madeAt }) => madeAt)
    .sort()
    .at(-1);
}
