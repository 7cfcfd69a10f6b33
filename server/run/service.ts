import type Docker from "dockerode";
import { localPreviewPattern, previewOrigins } from "@/domain/run/preview";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import { containersOn } from "./containers";
import { listenPreviews, type PreviewOptions } from "./preview";
import { openRuns, type Runs } from "./runs";

/** Where previews are seen. */
export type PreviewPlace = {
  port: number;
  /** The address to listen on; all where absent. */
  host?: string;
  /** Such as `https://{run}.preview.example.org`; this machine's own origins where absent. */
  pattern?: string;
};

export type RunServiceOptions = {
  /** Null while the sandbox is not ready. */
  engine: () => { docker: Docker; facts: Pick<SandboxFacts, "ingressSocket" | "runs"> } | null;
  owner: string;
  now: () => number;
  preview: PreviewPlace;
};

/** By `PREVIEW_PORT` (else the port after the app's), `HOSTNAME` (the app's) and `PREVIEW_ORIGIN`. */
export function previewPlace(env: Readonly<Record<string, string | undefined>>): PreviewPlace {
  return {
    port: Number(env.PREVIEW_PORT ?? Number(env.PORT ?? 3000) + 1),
    host: env.HOSTNAME,
    pattern: env.PREVIEW_ORIGIN,
  };
}

/** Runs on the sandbox's engine, and the listener where they are seen. Rejects where its port is taken. */
export async function openRunService({
  engine,
  owner,
  now,
  preview: { port, host, pattern },
}: RunServiceOptions): Promise<{ runs: Runs; close(): Promise<void> }> {
  let find: PreviewOptions["find"] = () => null;
  // First, because it fails where this installation runs already, whose runs are not ours to sweep.
  const listener = await listenPreviews({ port, host, find: (name) => find(name) });
  const previews = previewOrigins(pattern ?? localPreviewPattern(listener.port));
  const containers = () => {
    const at = engine();
    return at && containersOn(at.docker, at.facts);
  };
  const runs = openRuns({ containers, previews, owner, now });
  find = (name) => {
    const run = previews.runOf(name);
    return run === null ? null : runs.visit(run);
  };
  return {
    runs,
    async close() {
      await Promise.all([listener.close(), runs.close()]);
    },
  };
}
