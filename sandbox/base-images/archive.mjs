import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { fileHeader, padding, tarEnd } from "./tar.mjs";

/**
 * The OCI configuration of an image, as text, and its id. `layers` is a list of
 * `{ diffId, createdBy }`, `config` what `docker inspect` shows under Config.
 */
export function imageConfig({ architecture, created, config, layers }) {
  const text = JSON.stringify({
    architecture,
    os: "linux",
    created,
    config,
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diffId) },
    history: [
      ...layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
      ...instructionsOf(config).map((createdBy) => ({
        created,
        created_by: createdBy,
        empty_layer: true,
      })),
    ],
  });
  return { text, imageId: `sha256:${createHash("sha256").update(text).digest("hex")}` };
}

function instructionsOf({ Env = [], Entrypoint, Cmd }) {
  return [
    ...Env.filter((item) => !item.startsWith("PATH=")).map((item) => `ENV ${item}`),
    ...(Entrypoint ? [`ENTRYPOINT ${JSON.stringify(Entrypoint)}`] : []),
    ...(Cmd ? [`CMD ${JSON.stringify(Cmd)}`] : []),
  ];
}

/**
 * Streams what `docker load` takes: images (`{ ref, configText, layers: [{ diffId, path, bytes }] }`)
 * in one tar, in which a layer that several share is there once.
 */
export async function* loadArchive(images) {
  const layers = new Map(
    images.flatMap((image) => image.layers).map((layer) => [layer.diffId, layer]),
  );
  const layerName = (diffId) => `${diffId.replace("sha256:", "")}.tar`;
  const configName = (text) => `${createHash("sha256").update(text).digest("hex")}.json`;
  const manifest = images.map(({ ref, configText, layers: own }) => ({
    Config: configName(configText),
    RepoTags: [ref],
    Layers: own.map(({ diffId }) => layerName(diffId)),
  }));
  yield* textFile("manifest.json", JSON.stringify(manifest));
  for (const { configText } of images) yield* textFile(configName(configText), configText);
  for (const { diffId, path, bytes } of layers.values()) {
    yield fileHeader(layerName(diffId), bytes);
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 });
    yield padding(bytes);
  }
  yield tarEnd;
}

function* textFile(name, text) {
  const bytes = Buffer.from(text);
  yield fileHeader(name, bytes.length);
  yield bytes;
  yield padding(bytes.length);
}
