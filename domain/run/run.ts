import { z } from "zod";

/** The body of `POST /api/runs`. */
export const runRequest = z.strictObject({ build: z.string() });

/**
 * `starting`: the container is there, nothing answers yet; `answering`: HTTP answers at its port;
 * `exited`: it ended by itself; `stopped`: we ended it.
 */
const runState = z.enum(["starting", "answering", "exited", "stopped"]);

/**
 * Why a run is `stopped`: asked for, its time was over, nobody visited it, a newer one took its place,
 * or ours.
 */
const stopReason = z.enum(["learner", "lifetime", "idle", "replaced", "platform"]);

/** A container of a built image: `GET /api/runs/{id}`. */
export const run = z.object({
  id: z.string(),
  build: z.string(),
  state: runState,
  /** On another origin than the app; null where the image exposes no port to look at. */
  previewUrl: z.string().nullable(),
  /** The port inside the container that the preview shows. */
  port: z.int().positive(),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  exitCode: z.int().optional(),
  /** The kernel ended it for its memory. */
  outOfMemory: z.boolean().optional(),
  stopReason: stopReason.optional(),
  /** The limit that ended it, where one did. */
  limit: z.object({ name: z.string(), value: z.number(), unit: z.string() }).optional(),
  /** The end of its output. */
  logs: z.string(),
});

export type Run = z.infer<typeof run>;
export type RunState = z.infer<typeof runState>;
export type StopReason = z.infer<typeof stopReason>;

/** Whether the container of a run in this state is still there. */
export function isLive(state: RunState): boolean {
  return state === "starting" || state === "answering";
}
