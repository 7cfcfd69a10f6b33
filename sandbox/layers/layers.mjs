// Tells what the layers of the engine's images hold, on a Unix socket: layers.mjs <home>
//   GET /<chain id, hex>/tar-split           the headers of its tar, as tar-split keeps them (gzip, JSON lines)
//   GET /<chain id, hex>/file?path=…         the text of one of npm's lock files
//   GET /<chain id, hex>/compressed-bytes    {"compressedBytes": …}, once it is measured
// Runs outside the walls and as root: it reads what strangers wrote, follows none of their links, and
// runs nothing of it.
import {
  chmodSync,
  chownSync,
  closeSync,
  createReadStream,
  fstatSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openInside } from "./inside.mjs";
import { layerAt } from "./layer.mjs";
import { openSizes } from "./sizes.mjs";

const CONNECTIONS = 64;
const LOCK_FILE = /(^|\/)(package-lock\.json|node_modules\/\.package-lock\.json)$/;
const LOCK_FILE_BYTES = 8 * 1024 ** 2;

const home = process.argv[2];
const walls = JSON.parse(readFileSync(join(home, "run/walls.json"), "utf8"));
const { group, engineRoot, layerSizes, layersSocket: socket } = walls;
const sizes = openSizes(layerSizes, isBase);

async function isBase(diffId) {
  const lists = await Promise.all(
    ["small", "full"].map((kind) =>
      readFile(join(home, "run", `${kind}-images.json`), "utf8").catch(() => "[]"),
    ),
  );
  return lists
    .flatMap((list) => JSON.parse(list))
    .some(({ layers }) => layers.some((layer) => layer.diffId === diffId));
}

const answers = {
  async "tar-split"({ tarSplit }, _, response) {
    const file = createReadStream(tarSplit);
    file.once("ready", () => response.writeHead(200, { "content-type": "application/gzip" }));
    await pipeline(file, response);
  },
  async file({ diff }, query, response) {
    const path = query.get("path") ?? "";
    if (!LOCK_FILE.test(path)) return response.writeHead(403).end();
    const file = openInside(diff, Buffer.from(path));
    if (fstatSync(file).size > LOCK_FILE_BYTES) {
      closeSync(file);
      return response.writeHead(413).end();
    }
    response.writeHead(200, { "content-type": "application/json" });
    await pipeline(createReadStream("", { fd: file, end: LOCK_FILE_BYTES }), response);
  },
  async "compressed-bytes"(layer, _, response) {
    const compressedBytes = await sizes.of(layer);
    if (compressedBytes === null) return response.writeHead(503).end();
    const body = JSON.stringify({ compressedBytes });
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  },
};

async function answer({ url }, response) {
  const { pathname, searchParams } = new URL(url, "http://layers");
  const [, chainId, what] = pathname.split("/");
  const layer = Object.hasOwn(answers, what ?? "") ? await layerAt(engineRoot, chainId) : null;
  if (!layer) return response.writeHead(404).end();
  await answers[what](layer, searchParams, response);
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response);
  } catch (error) {
    if (response.headersSent) return response.destroy();
    const isMissing = ["ENOENT", "ENOTDIR", "ELOOP", "EINVAL", "ENXIO", "ERR_INVALID_URL"].includes(
      error.code,
    );
    if (!isMissing) console.error(error);
    response.writeHead(isMissing ? 404 : 500).end();
  }
});
server.maxConnections = CONNECTIONS;
rmSync(socket, { force: true });
server.listen(socket, () => {
  chmodSync(socket, 0o660);
  chownSync(socket, 0, group);
});
process.stdin.on("end", () => process.exit(0)).resume();
