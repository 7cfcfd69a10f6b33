import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@/server/runtime";

/** The services of this process on a data folder of their own, until `close`: then the next file opens its own. */
export function ownRuntime() {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  process.env.STAGECRAFT_DATA = folder;
  process.env.PREVIEW_PORT = "0";
  return {
    async close(): Promise<void> {
      await (await runtime()).close();
      Reflect.deleteProperty(globalThis, Symbol.for("stagecraft.runtime"));
      rmSync(folder, { recursive: true });
    },
  };
}
