import { createHash } from "node:crypto";
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { collect, get as open } from "./http-get.mjs";

const INDEXES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const MANIFESTS = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** Whether a registry answers at all, and soon. */
export async function answers(origin, timeoutMs) {
  try {
    const answer = await open(`${origin}/v2/`, {}, timeoutMs);
    answer.resume();
    return answer.statusCode === 200 || answer.statusCode === 401;
  } catch {
    return false;
  }
}

/**
 * A reader of one repository of a registry (OCI distribution specification), outside the walls.
 * Everything that it gives has been checked against its digest.
 */
export function repository(origin, name) {
  let token = null;

  async function get(path, accept = "*/*", mayAskForToken = true) {
    const answer = await open(`${origin}/v2/${name}/${path}`, {
      accept,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    });
    if (answer.statusCode === 401 && mayAskForToken) {
      answer.resume();
      token = await tokenFor(answer.headers["www-authenticate"] ?? "");
      return get(path, accept, false);
    }
    if (answer.statusCode !== 200)
      throw new Error(`${origin} answered ${answer.statusCode} for ${name}`);
    return answer;
  }

  async function json(path, digest, accept) {
    const bytes = await collect(await get(path, accept));
    if (digest && digestOf(bytes) !== digest)
      throw new Error(`${name}: ${digest} has other content`);
    return { value: JSON.parse(bytes), text: String(bytes), digest: digestOf(bytes) };
  }

  return {
    /** The manifest for one architecture, and the digest of what the tag or digest named. */
    async manifest(tagOrDigest, architecture) {
      const pinned = tagOrDigest.startsWith("sha256:") ? tagOrDigest : null;
      const named = await json(
        `manifests/${tagOrDigest}`,
        pinned,
        [...INDEXES, ...MANIFESTS].join(","),
      );
      if (!named.value.manifests) return { manifest: named.value, digest: named.digest };
      const fitting = named.value.manifests.find(
        ({ platform }) => platform?.os === "linux" && platform.architecture === architecture,
      );
      if (!fitting) throw new Error(`${name} has no image for ${architecture}`);
      const own = await json(`manifests/${fitting.digest}`, fitting.digest, MANIFESTS.join(","));
      return { manifest: own.value, digest: named.digest };
    },

    async config({ digest }) {
      return (await json(`blobs/${digest}`, digest)).text;
    },

    /** Fetches a blob into a file, unless it is there; `onBytes` hears of each chunk's length. */
    async blob({ digest }, path, onBytes) {
      if (existsSync(path)) return;
      const hash = createHash("sha256");
      const watch = new Transform({
        transform(chunk, _, done) {
          hash.update(chunk);
          onBytes(chunk.length);
          done(null, chunk);
        },
      });
      await pipeline(await get(`blobs/${digest}`), watch, createWriteStream(`${path}.part`));
      if (`sha256:${hash.digest("hex")}` !== digest) {
        rmSync(`${path}.part`);
        throw new Error(`${name}: ${digest} has other content`);
      }
      renameSync(`${path}.part`, path);
    },
  };
}

async function tokenFor(challenge) {
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  if (!said.realm) throw new Error("the registry wants a password");
  const url = new URL(said.realm);
  for (const key of ["service", "scope"]) if (said[key]) url.searchParams.set(key, said[key]);
  const answer = await open(url.href, {});
  if (answer.statusCode !== 200)
    throw new Error(`the registry gave no token (${answer.statusCode})`);
  const { token, access_token } = JSON.parse(await collect(answer));
  return token ?? access_token;
}

function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
