import { z } from "zod";
import { buildSource } from "./inputs";
import { buildResult } from "./result";

/**
 * A result as it was when it was shared. It is stored as a whole and read for as long as it is
 * promised: fields may be added, none may be renamed or become required.
 */
export const sharedResult = z.object({
  version: z.string(),
  sharedAt: z.iso.datetime(),
  /** When the build ended. */
  builtAt: z.iso.datetime(),
  source: buildSource,
  result: buildResult,
});

/** The answer of `POST /api/builds/{id}/share`. */
export const shared = z.object({
  /** The result's page, on the origin that was asked. */
  url: z.string(),
  expiresAt: z.iso.datetime(),
});

export type SharedResult = z.infer<typeof sharedResult>;
export type Shared = z.infer<typeof shared>;
