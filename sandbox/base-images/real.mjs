import { createHash } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { architecture } from "./catalogue.mjs";
import { repository } from "./registry.mjs";

/** Pulls one entry of the catalogue, by its digest where it has one, as `loadArchive` takes it. */
export async function pullReal({ ref, real, about }, { blobs, onBytes, onTotal }) {
  mkdirSync(blobs, { recursive: true });
  const from = repository(originOf(real.registry), real.repository);
  const { manifest, digest } = await from.manifest(real.digest ?? real.tag, architecture);
  onTotal(manifest.layers.reduce((sum, layer) => sum + layer.size, 0));
  const configText = await from.config(manifest.config);
  const diffIds = JSON.parse(configText).rootfs.diff_ids;
  const layers = [];
  for (const [at, layer] of manifest.layers.entries()) {
    const path = join(blobs, layer.digest.replace("sha256:", ""));
    await from.blob(layer, path, onBytes);
    layers.push({ diffId: diffIds[at], path, bytes: statSync(path).size });
  }
  const imageId = `sha256:${createHash("sha256").update(configText).digest("hex")}`;
  return { ref, configText, imageId, layers, standIn: false, digest, about };
}

/** Registries speak HTTPS, but one on this machine may not. */
export function originOf(registry) {
  return /^(localhost|127\.0\.0\.1)(:|$)/.test(registry)
    ? `http://${registry}`
    : `https://${registry}`;
}
