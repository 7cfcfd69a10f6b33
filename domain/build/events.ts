import { z } from "zod";
import { failure } from "./failure";
import { buildResult, warning } from "./result";

/** What every event carries: its build, its place in the build's journal (1, 2, 3 …) and its time. */
const base = { build: z.string(), seq: z.int().positive(), at: z.iso.datetime() };

const vertexState = z.enum(["waiting", "running", "cached", "done", "failed", "canceled"]);

const queued = z.object({
  ...base,
  type: z.literal("queued"),
  /** Place in the queue, from 1; 0 where a slot is free. */
  position: z.int().nonnegative(),
  /** Builds that go first. */
  ahead: z.int().nonnegative(),
  expectedWaitMs: z.number().nonnegative(),
  /** Why nothing moves at all, e.g. the sandbox is still starting. */
  reason: z.string().optional(),
});

const started = z.object({
  ...base,
  type: z.literal("started"),
  limits: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
});

const vertex = z.object({
  ...base,
  type: z.literal("vertex"),
  id: z.string(),
  /** Name of the stage, or its index as text; empty for the engine's own work (loading, exporting). */
  stage: z.string(),
  /** The instruction as the learner wrote it, or the engine's words for its own work. */
  instruction: z.string(),
  line: z.int().positive().optional(),
  state: vertexState,
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** Ids of the vertexes that it needs. */
  inputs: z.array(z.string()),
  /** The engine's error, where the state is `failed`. */
  error: z.string().optional(),
});

const transfer = z.object({
  ...base,
  type: z.literal("transfer"),
  vertex: z.string(),
  name: z.string(),
  current: z.number().nonnegative(),
  /** Bytes; 0 where it is not known. */
  total: z.number().nonnegative(),
});

const log = z.object({
  ...base,
  type: z.literal("log"),
  vertex: z.string(),
  stream: z.enum(["stdout", "stderr"]),
  /** Text as it came; a line may be split over several events. */
  text: z.string(),
});

const usage = z.object({
  ...base,
  type: z.literal("usage"),
  memoryBytes: z.number().nonnegative(),
  cpuMs: z.number().nonnegative(),
  diskBytes: z.number().nonnegative(),
  processes: z.number().nonnegative(),
  files: z.number().nonnegative().optional(),
  openFiles: z.number().nonnegative().optional(),
});

const warned = z.object({ ...base, type: z.literal("warning"), ...warning.shape });

const finished = z.object({ ...base, type: z.literal("finished"), result: buildResult });
const failed = z.object({ ...base, type: z.literal("failed"), failure });
const canceled = z.object({
  ...base,
  type: z.literal("canceled"),
  by: z.enum(["learner", "instructor", "platform"]),
});

/** Everything that can be said about one build, in order; the last is finished, failed or canceled. */
export const buildEvent = z.discriminatedUnion("type", [
  queued,
  started,
  vertex,
  transfer,
  log,
  usage,
  warned,
  finished,
  failed,
  canceled,
]);

export type BuildEvent = z.infer<typeof buildEvent>;
export type VertexEvent = z.infer<typeof vertex>;
export type VertexState = z.infer<typeof vertexState>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** An event before the journal has numbered and dated it. */
export type BuildEventBody = DistributiveOmit<BuildEvent, "build" | "seq" | "at">;

/** Whether the event is a journal's last. */
export function isLast(event: Pick<BuildEvent, "type">): boolean {
  return event.type === "finished" || event.type === "failed" || event.type === "canceled";
}
