import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { resolve } from "node:path";

/**
 * Makes a folder this process's own until `release`; rejects where another process has it, because
 * the embedded database would be destroyed by two. The lock is an abstract Unix socket: the kernel
 * frees it when its owner dies, however that happens. Elsewhere than on Linux nothing is locked.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  if (process.platform !== "linux") return { release: async () => {} };
  const name = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 32);
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(`\0stagecraft-${name}`, done);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`Another Stagecraft is running on the data folder ${folder}.`);
  });
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}
