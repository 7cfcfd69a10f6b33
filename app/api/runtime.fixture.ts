import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { labels } from "@/server/build/isolation";
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

/** The same once its sandbox is ready; `close` takes the images of these builds away, and of looks into them. */
export async function readyRuntime() {
  const own = ownRuntime();
  const { sandbox } = await runtime();
  await vi.waitFor(() => expect(sandbox.news().status.state).toBe("ready"));
  return {
    async close(built: readonly string[]): Promise<void> {
      const docker = sandbox.engine()?.docker;
      await own.close();
      for (const { Id, Labels } of (await docker?.listImages()) ?? []) {
        const { [labels.build]: id = "", [labels.lookOf]: of = "" } = Labels ?? {};
        if (built.includes(id) || built.includes(of)) await docker?.getImage(Id).remove();
      }
    },
  };
}
