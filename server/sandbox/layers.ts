import { type IncomingMessage, request } from "node:http";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { z } from "zod";

/**
 * What the sandbox tells of layers, by their chain ids (see `sandbox/README.md`). Null where there is
 * no such layer any more, no such file, or no time for it; rejects where the sandbox breaks off.
 */
export type LayerService = {
  /** The headers of the layer's tar, as tar-split keeps them: JSON lines, in gzip. */
  tarSplit(chainId: string, signal: AbortSignal): Promise<Readable | null>;
  /** The text of one of npm's lock files; null too where it is too large. */
  lockFile(chainId: string, path: string, signal: AbortSignal): Promise<string | null>;
  /** What gzip makes of the layer's tar at level 6, in bytes, once that has been measured. */
  compressedBytes(chainId: string, signal: AbortSignal): Promise<number | null>;
};

export function connectLayers(socketPath: string): LayerService {
  const ask = async (chainId: string, what: string, signal: AbortSignal) => {
    const path = `/${chainId.replace(/^sha256:/, "")}/${what}`;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ socketPath, path, agent: false, signal }, resolve).on("error", reject).end();
    });
    if (answer.statusCode === 200) return answer;
    answer.resume();
    if (answer.statusCode !== 500) return null;
    throw new Error(`the sandbox can't tell ${what} of the layer ${chainId}`);
  };
  return {
    tarSplit: (chainId, signal) => ask(chainId, "tar-split", signal),
    async lockFile(chainId, path, signal) {
      const answer = await ask(chainId, `file?${new URLSearchParams({ path })}`, signal);
      return answer && text(answer);
    },
    async compressedBytes(chainId, signal) {
      const answer = await ask(chainId, "compressed-bytes", signal);
      return answer && measured.parse(JSON.parse(await text(answer))).compressedBytes;
    },
  };
}

const measured = z.object({ compressedBytes: z.int().nonnegative() });
