import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { answer } from "./answer";
import { type Attempt, attempt, type Engine } from "./attempt";
import { frontendAttrs } from "./attrs";
import { Control, type SolveRequestSchema } from "./gen/control_pb";
import { sourcePolicy } from "./policy";
import type { SolveRequest, SolveResult, SolveStatus } from "./types";
import { unless } from "./unless";
import { type Watch, watch } from "./watch";

export type SolveHooks = {
  /** Cancels the build on the engine; the promise settles when the engine has ended it. */
  readonly signal?: AbortSignal;
  /** Gets every Status message in order, the last one before the promise settles. */
  readonly onStatus?: (status: SolveStatus) => void;
};

/** Builds; rejects with a SolveError. */
export function solve(
  engine: Engine,
  request: SolveRequest,
  { signal: caller, onStatus = () => {} }: SolveHooks = {},
): Promise<SolveResult> {
  return attempt(engine, request.files, caller, async (given) => {
    const { own, shared, ref, signal } = given;
    const message = solveRequest(request, given);
    const status = watch(createClient(Control, shared), ref, onStatus);
    try {
      await unless(signal, status.ready);
      const sent = createClient(Control, own).solve(message, { signal });
      const { ExporterResponse: exporter } = await outcome(sent, status);
      return { ...imageId(exporter), exporter };
    } finally {
      status.stop();
    }
  });
}

async function outcome<T>(sent: Promise<T>, status: Watch): Promise<T> {
  try {
    const answered = await answer(sent, status);
    await status.drain();
    return answered;
  } catch (error) {
    // Failed or canceled, the engine still has the end of the story to tell.
    await status.drain().catch(() => {});
    throw error;
  }
}

function solveRequest(
  request: SolveRequest,
  { ref, session, context }: Attempt,
): MessageInitShape<typeof SolveRequestSchema> {
  return {
    Ref: ref,
    Session: session,
    Frontend: "dockerfile.v0",
    FrontendAttrs: frontendAttrs(request, context),
    ...(request.tag && exporter({ name: request.tag })),
    ...(request.sourcePolicy && { SourcePolicy: sourcePolicy(request.sourcePolicy, context) }),
    // No entry in the engine's build history: it would cost 10 ms, and keep a stranger's log.
    Internal: true,
  };
}

/** The Engine's own image store. Named twice, for engines before and after several exporters. */
function exporter(attrs: Record<string, string>) {
  return {
    ExporterDeprecated: "moby",
    ExporterAttrsDeprecated: attrs,
    Exporters: [{ Type: "moby", Attrs: attrs }],
  };
}

function imageId(exporter: Readonly<Record<string, string>>): { imageId?: string } {
  const id = exporter["containerimage.digest"];
  return id === undefined ? {} : { imageId: id };
}
