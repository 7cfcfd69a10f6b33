import type { BuildEventBody } from "@/domain/build/events";
import type { Failure } from "@/domain/build/failure";
import { appendLog, emptyLog } from "@/domain/build/fold-log";
import type { Translation } from "@/domain/build/translate";
import { explain } from "@/domain/dockerfile/explain";
import { inWords, type LimitName, limitNamed, limits } from "@/domain/limits";
import type { SandboxFacts, Slot } from "@/domain/sandbox/sandbox";
import type { Context } from "@/domain/workspace/context";
import type { SolveError } from "@/server/buildkit/client";

/** The last event of a journal, before it is numbered. */
export type Ending = Extract<BuildEventBody, { type: "finished" | "failed" | "canceled" }>;

/** Why we ended a build that was running. */
export type Stop =
  | { readonly why: "canceled"; readonly by: "learner" | "instructor" | "platform" }
  | { readonly why: "limit"; readonly limit: LimitName }
  | { readonly why: "shutdown" };

/** Aborts with a reason of ours. */
export function stop(controller: AbortController, reason: Stop): void {
  controller.abort(reason);
}

/** The limits that hold for a build in a slot; without one, nothing bounds its processes. */
export function limitsIn(slot: Slot | null) {
  const always = [limitNamed("buildTime"), limitNamed("buildLog")];
  if (!slot) return always;
  return [
    ...always,
    { ...limitNamed("buildMemory"), value: slot.memoryBytes },
    { ...limitNamed("buildProcesses"), value: slot.processes },
    { ...limitNamed("buildCpus"), value: slot.cpus },
  ];
}

const tailLines = 20;

/** The end of a build that ran into one of the limits that hold in its slot. */
export function overLimit(name: LimitName, told: Translation, slot: Slot | null): Ending {
  const { label, unit } = limits[name];
  const limit = limitsIn(slot).find((one) => one.name === name) ?? limitNamed(name);
  const words = inWords({ value: limit.value, unit });
  const message = `The build was stopped at a limit. ${label}: ${words}.`;
  // The engine calls what it was at canceled by the time that it has let go.
  const running = [...told.vertexes.values()].findLast(
    ({ body: { state, startedAt, line } }) =>
      line && startedAt && (state === "running" || state === "canceled" || state === "failed"),
  )?.body;
  return failed({
    kind: "limit",
    message,
    ...at(running),
    limit,
    logTail: tailOf(told, running?.id),
  });
}

/** The end of a build that the engine gave up, in words for its learner. */
export function engineSaidNo(
  error: SolveError,
  told: Translation,
  context: Context,
  facts: Pick<SandboxFacts, "baseImages">,
): Ending {
  const vertex = told.neighbours.get(error.vertex ?? "") ?? error.vertex ?? lastFailed(told);
  const known = vertex === undefined ? undefined : told.vertexes.get(vertex);
  const { line, keyword, instruction: text } = known?.match ?? {};
  const logTail = tailOf(told, vertex);
  const {
    kind,
    message,
    line: at,
  } = explain({
    message: error.message,
    exitCode: error.exitCode,
    ...(keyword && text && line ? { instruction: { keyword, text, line } } : {}),
    line: error.source?.ranges[0]?.start,
    tail: logTail,
    instructions: told.stages.flatMap(({ from, instructions }) => [from, ...instructions]),
    files: [...context.files.keys()],
    stages: told.stages.map(({ name }) => name),
    catalogue: facts.baseImages.map(({ ref }) => ref),
  });
  return failed({
    kind,
    message,
    ...(at ? { line: at } : {}),
    ...(vertex ? { vertex } : {}),
    logTail: logTail.length > 0 ? logTail : [error.message],
  });
}

/** The end of a build that broke on our side; the log has the same reference. */
export function brokeOff(reference: string): Ending {
  return failed({
    kind: "platform",
    message: "Something broke on our side, twice; your files are not the reason.",
    logTail: [],
    reference,
  });
}

function failed(failure: Failure): Ending {
  return { type: "failed", failure };
}

function at(vertex: { id: string; line?: number | undefined } | undefined) {
  if (!vertex) return {};
  return { vertex: vertex.id, ...(vertex.line ? { line: vertex.line } : {}) };
}

function lastFailed({ vertexes }: Translation): string | undefined {
  return [...vertexes.values()].findLast(({ body }) => body.state === "failed")?.body.id;
}

function tailOf({ tails }: Translation, vertex: string | undefined): string[] {
  const text = vertex === undefined ? undefined : tails.get(vertex);
  return text ? appendLog(emptyLog, text).lines.slice(-tailLines) : [];
}
