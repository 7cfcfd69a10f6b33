// Loads the cached base images of one kind into an engine:
//   load.mjs <small|full> <list of images> <engine> <own|foreign>
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { ask } from "../engine/ask.mjs";
import { loadArchive } from "./archive.mjs";
import { tellProgress } from "./progress.mjs";

const LOAD_MS = 900_000;
const [kind, listPath, engine, whose] = process.argv.slice(2);
const images = JSON.parse(readFileSync(listPath, "utf8"));

const missing = [];
for (const image of images) {
  const { status, text } = await ask(engine, `/images/${image.ref}/json`);
  const found = status === 200 ? JSON.parse(text) : null;
  if (found?.Id !== image.imageId && mayName(found)) missing.push(image);
}
if (missing.length > 0) await load(missing);

/** In a foreign engine, an image that someone else gave this name stays what it is. */
function mayName(found) {
  return (
    whose === "own" ||
    found === null ||
    found.Config?.Labels?.["org.stagecraft.stand-in"] === "true"
  );
}

async function load(wanted) {
  const paths = new Map(
    wanted.flatMap(({ layers }) => layers).map(({ path, bytes }) => [path, bytes]),
  );
  const total = [...paths.values()].reduce((sum, bytes) => sum + bytes, 0);
  const body = Readable.from(counted(loadArchive(wanted), total));
  const headers = { "Content-Type": "application/x-tar" };
  const { status, text } = await ask(engine, "/images/load?quiet=1", {
    method: "POST",
    headers,
    body,
    timeoutMs: LOAD_MS,
  });
  if (status !== 200 || text.includes('"error"'))
    throw new Error(`the engine did not take the images: ${text.trim()}`);
}

async function* counted(parts, total) {
  let sent = 0;
  for await (const part of parts) {
    sent += part.length;
    tellProgress(kind, "load", sent / total, "into the engine");
    yield part;
  }
}
