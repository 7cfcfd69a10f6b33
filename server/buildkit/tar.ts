import { type Header, pack } from "tar-stream";

/** A gRPC message of the engine's may have 16 MiB; BuildKit's own clients send 3. */
const maxChunkBytes = 3 * 1024 * 1024;

// The same content must give the same bytes, or no instruction would ever hit the cache. The date is
// npm's choice for the same purpose: zip and others cannot write 1970.
const fixed = { mtime: new Date("1985-10-26T08:15:00Z"), uid: 0, gid: 0 };

/**
 * The files as a tar, folders before what is in them, in chunks of at most 3 MiB; nothing is made
 * before it is asked for. The same files give the same bytes, whatever their order.
 */
export async function* tarChunks(
  files: ReadonlyMap<string, string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const entry = (header: Pick<Header, "name"> & Partial<Header>, body: Buffer) =>
    new Promise<void>((resolve, reject) => {
      // Written and not passed along: only so does the entry wait for its reader.
      tar.entry(header, (error) => (error ? reject(error) : resolve())).end(body);
    });
  const write = async () => {
    // With the root first, the frontend takes even an empty context for a tar, and none for a Dockerfile.
    for (const name of ["./", ...folders(files.keys())]) {
      await entry({ ...fixed, name, type: "directory", mode: 0o755, size: 0 }, Buffer.alloc(0));
    }
    for (const name of [...files.keys()].sort()) {
      const body = Buffer.from(files.get(name) ?? "");
      await entry({ ...fixed, name, mode: 0o644, size: body.byteLength }, body);
    }
    tar.finalize();
  };
  // A reader that goes away destroys the tar, and there is nobody left to tell.
  write().catch((error) => tar.destroy(error));
  yield* regroup(tar as AsyncIterable<Buffer>, maxChunkBytes);
}

function folders(names: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const name of names) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      found.add(name.slice(0, at));
    }
  }
  return [...found].sort();
}

/** Joins small chunks and cuts large ones: every chunk but the last has exactly `bytes`. */
async function* regroup(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (let chunk of source) {
    while (heldBytes + chunk.length >= bytes) {
      const cut = bytes - heldBytes;
      yield Buffer.concat([...held, chunk.subarray(0, cut)]);
      chunk = chunk.subarray(cut);
      held = [];
      heldBytes = 0;
    }
    held.push(chunk);
    heldBytes += chunk.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
