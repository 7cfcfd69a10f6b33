import { z } from "zod";

/** The body of `POST /api/runs`. */
export const runRequest = z.strictObject({ build: z.string() });

export const runState = z.enum(["starting", "answering", "exited", "stopped"]);

/** A container of a built image: `GET /api/runs/{id}`. */
export const run = z.object({
  id: z.string(),
  build: z.string(),
  state: runState,
  /** On another origin than the app; null where the image exposes no port to look at. */
  previewUrl: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  exitCode: z.int().optional(),
  /** The kernel ended it for its memory. */
  outOfMemory: z.boolean().optional(),
  /** The end of its output. */
  logs: z.string(),
});

export type Run = z.infer<typeof run>;
export type RunState = z.infer<typeof runState>;
