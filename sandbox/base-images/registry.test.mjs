import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { architecture } from "./catalogue.mjs";
import { originOf, pullReal } from "./real.mjs";
import { answers } from "./registry.mjs";

const TOKEN = "a-token";
const digestOf = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A registry with one image, as the OCI distribution specification has it: token, index, storage elsewhere. */
function registry() {
  const content = new Map();
  const put = (value) => {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
    content.set(digestOf(bytes), bytes);
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const layer = put(gzipSync("a layer's tar"));
  const config = put({ architecture, config: {}, rootfs: { diff_ids: ["sha256:of-the-tar"] } });
  const manifest = put({ config, layers: [layer] });
  const other = { platform: { os: "linux", architecture: "riscv64" }, digest: "sha256:none" };
  const index = put({
    manifests: [other, { platform: { os: "linux", architecture }, ...manifest }],
  });

  const server = createServer((asked, answer) => {
    const origin = `http://127.0.0.1:${server.address().port}`;
    const [path] = asked.url.split("?");
    if (path === "/token") return answer.end(JSON.stringify({ token: TOKEN }));
    if (path.startsWith("/storage/")) {
      // storage elsewhere must not be handed the registry's token
      return answer
        .writeHead(asked.headers.authorization ? 400 : 200)
        .end(content.get(path.slice(9)));
    }
    if (asked.headers.authorization !== `Bearer ${TOKEN}`) {
      return answer
        .writeHead(401, {
          "www-authenticate": `Bearer realm="${origin}/token",service="r",scope="s"`,
        })
        .end();
    }
    const [, kind, name] = /^\/v2\/library\/node\/(manifests|blobs)\/(.+)$/.exec(path);
    if (kind === "blobs") return answer.writeHead(307, { location: `/storage/${name}` }).end();
    const found = content.get(name === "14" ? index.digest : name);
    return answer.writeHead(found ? 200 : 404).end(found);
  });
  return { server, content, layer, index };
}

describe("pullReal", () => {
  let blobs;
  let made;
  let entry;
  beforeEach(async () => {
    blobs = mkdtempSync(join(tmpdir(), "blobs-"));
    made = registry();
    await once(made.server.listen(0, "127.0.0.1"), "listening");
    const real = {
      registry: `127.0.0.1:${made.server.address().port}`,
      repository: "library/node",
      tag: "14",
      digest: null,
    };
    entry = { ref: "node:14", about: "Node 14.", real };
  });
  afterEach(() => {
    made.server.close();
    rmSync(blobs, { recursive: true });
  });
  const pull = (real = {}) => {
    let got = 0;
    const onBytes = (bytes) => {
      got += bytes;
    };
    const options = { blobs, onBytes, onTotal: () => {} };
    return pullReal({ ...entry, real: { ...entry.real, ...real } }, options).then((image) => ({
      image,
      got,
    }));
  };

  it("gives the image for this machine, with the digest of what the tag named", async () => {
    const { image, got } = await pull();
    expect(image).toMatchObject({
      ref: "node:14",
      standIn: false,
      digest: made.index.digest,
      about: "Node 14.",
    });
    expect(image.layers).toEqual([
      { diffId: "sha256:of-the-tar", path: expect.any(String), bytes: made.layer.size },
    ]);
    expect(digestOf(readFileSync(image.layers[0].path))).toBe(made.layer.digest);
    expect(image.imageId).toBe(digestOf(image.configText));
    expect(got).toBe(made.layer.size);
  });

  it("takes the pinned digest, and fetches nothing twice", async () => {
    await pull();
    const { got } = await pull({ digest: made.index.digest });
    expect(got).toBe(0);
  });

  it("keeps nothing that has other content than its digest says", async () => {
    made.content.set(made.layer.digest, Buffer.from("something else"));
    await expect(pull()).rejects.toThrow("has other content");
    expect(readdirSync(blobs)).toEqual([]);
  });

  it("knows a registry that answers from one that does not", async () => {
    const origin = originOf(entry.real.registry);
    expect(await answers(origin, 1000)).toBe(true);
    made.server.close();
    made.server.closeAllConnections();
    expect(await answers(origin, 1000)).toBe(false);
  });
});
