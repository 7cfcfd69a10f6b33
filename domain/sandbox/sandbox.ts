import { z } from "zod";

/** One phase of making the sandbox ready. */
const phase = z.object({
  name: z.string(),
  label: z.string(),
  state: z.enum(["waiting", "running", "done", "failed", "skipped"]),
  progress: z.number().min(0).max(1).nullable(),
  detail: z.string().nullish(),
  startedAt: z.string().nullish(),
  endedAt: z.string().nullish(),
});

/** How far the sandbox is: its `status.json`, and `GET /api/sandbox`. */
export const sandboxStatus = z.object({
  state: z.enum(["absent", "starting", "ready", "failed", "stopped"]),
  phase: z.string().nullish(),
  message: z.string(),
  progress: z.number().min(0).max(1).nullable(),
  phases: z.array(phase),
  updatedAt: z.string(),
});

/** A slot of the sandbox: a place where a build runs, with its own cgroup. */
const slot = z.object({
  id: z.int().nonnegative(),
  cgroupParent: z.string(),
  /** What a build here gets as `add-hosts`: it leads to the slot's cgroup, and the cache does not count it. */
  hosts: z.record(z.string(), z.string()).optional(),
  memoryBytes: z.int().positive(),
  processes: z.int().positive(),
  cpus: z.number().positive(),
});

/** What the sandbox says about itself once it is ready: its `sandbox.json` (see `sandbox/README.md`). */
export const sandboxFacts = z.object({
  name: z.string(),
  dockerHost: z.string(),
  engineVersion: z.string(),
  cgroupVersion: z.union([z.literal(1), z.literal(2)]),
  walls: z.record(z.string(), z.boolean()),
  slots: z.array(slot),
  /** What a build gets as `add-hosts`: an allowed name, and the gateway's address. */
  hosts: z.record(z.string(), z.string()),
  gateway: z.string().nullish(),
  ingressSocket: z.string().nullable(),
  /** Where the use of every slot can be read; null where the engine has no slots of ours. */
  meterSocket: z.string().nullable().default(null),
  /** Where it can be read what layers hold; null where the engine is not ours. */
  layersSocket: z.string().nullable().default(null),
  /** Where runs live: a network of their own, and the runtime that walls them in; null is the engine's own. */
  runs: z.object({ network: z.string().nullable(), runtime: z.string().nullable() }).optional(),
  registry: z.string().nullable(),
  baseImages: z.array(
    z.object({
      ref: z.string(),
      imageId: z.string(),
      digest: z.string().nullable(),
      standIn: z.boolean(),
      about: z.string(),
      unpackedBytes: z.int().nonnegative(),
    }),
  ),
  updatedAt: z.string(),
});

export type SandboxStatus = z.infer<typeof sandboxStatus>;
export type SandboxFacts = z.infer<typeof sandboxFacts>;
export type Slot = z.infer<typeof slot>;
