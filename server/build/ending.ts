import type { BuildEventBody } from "@/domain/build/events";
import type { Failure } from "@/domain/build/failure";
import { appendLog, emptyLog } from "@/domain/build/fold-log";
import { overWords } from "@/domain/build/over";
import type { Translation } from "@/domain/build/translate";
import { explain } from "@/domain/dockerfile/explain";
import { type LimitName, limitNamed } from "@/domain/limits";
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

/** Values of limits in place of those of `domain/limits.ts`: a slot's own, or a test's. */
export type Ceilings = Partial<Record<LimitName, number>>;

/** The limits that hold for a build in a slot; without one, nothing bounds its processes. */
export function limitsIn(slot: Slot | null, ceilings: Ceilings = {}) {
  const own: Ceilings = slot
    ? { buildMemory: slot.memoryBytes, buildProcesses: slot.processes, buildCpus: slot.cpus }
    : {};
  const names = slot ? [...always, ...inSlot] : always;
  return names.map((name) => {
    const limit = limitNamed(name);
    return { ...limit, value: ceilings[name] ?? own[name] ?? limit.value };
  });
}

const always = ["buildTime", "buildLog", "imageBytes"] as const;
const inSlot = [
  "buildMemory",
  "buildCpus",
  "buildCpuTime",
  "buildProcesses",
  "buildDisk",
  "buildFiles",
  "buildOpenFiles",
] as const;

const tailLines = 20;

/** The end of a build that ran into a limit. */
export function overLimit(limit: ReturnType<typeof limitNamed>, told: Translation): Ending {
  // The engine calls what it was at canceled by the time that it has let go.
  const running = [...told.vertexes.values()].findLast(
    ({ body: { state, startedAt, line } }) =>
      line && startedAt && (state === "running" || state === "canceled" || state === "failed"),
  )?.body;
  return failed({
    kind: "limit",
    message: overWords(limit.name, limit.value),
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
    limit,
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
    ...(limit ? { limit: limitNamed(limit) } : {}),
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
