import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { answer } from "./answer";
import { type Attempt, attempt, type Engine } from "./attempt";
import { frontendAttrs } from "./attrs";
import { SolveError } from "./errors";
import { Control, type SolveRequestSchema } from "./gen/control_pb";
import { sourcePolicy } from "./policy";
import type { SolveRequest, SolveResult, SolveStatus } from "./types";
import { watch } from "./watch";

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
    const status = watch(createClient(Control, given.shared), given.ref, onStatus);
    try {
      await status.ready;
      const message = solveRequest(request, given);
      const sent = createClient(Control, given.own).solve(message, { signal: given.signal });
      const { ExporterResponse: exporter } = await answer(sent, status);
      if (!(await status.drain())) throw new SolveError("engine", "the status stream fell silent");
      await status.done;
      return { ...imageId(exporter), exporter };
    } catch (error) {
      await status.drain();
      throw error;
    } finally {
      status.stop();
    }
  });
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
