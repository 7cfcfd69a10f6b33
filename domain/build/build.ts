import { z } from "zod";
import { failure } from "./failure";
import { buildSource } from "./inputs";
import { buildResult } from "./result";

export const buildStatus = z.enum(["queued", "running", "finished", "failed", "canceled"]);

/** `GET /api/builds/{id}`. */
export const build = z.object({
  id: z.string(),
  status: buildStatus,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** Absent for a build of a version that did not keep it. */
  source: buildSource.optional(),
  result: buildResult.optional(),
  failure: failure.optional(),
});

/** The answer of `POST /api/builds`. */
export const buildAccepted = z.object({ id: z.string(), position: z.int().nonnegative() });

export type BuildStatus = z.infer<typeof buildStatus>;
export type Build = z.infer<typeof build>;
