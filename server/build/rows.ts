import { z } from "zod";
import { type Build, build, buildStatus } from "@/domain/build/build";
import type { HistoryEntry } from "@/domain/build/history";
import { type BuildInputs, buildInputs } from "@/domain/build/inputs";
import { buildRequest } from "@/domain/build/request";
import { buildResult } from "@/domain/build/result";
import type { Before } from "@/domain/build/reused";
import { type BuildSummary, buildSummary } from "@/domain/build/summary";
import type { Row } from "@/server/storage/database";

export const recent = z.object({ kind: z.string(), ms: z.number() });

export const standing = z.object({
  active: z.number(),
  last: z.number().nullable(),
  served: z.number(),
});

/** A request as it is stored until its build has ended. */
export const storedRequest = z
  .string()
  .transform((stored) => buildRequest.parse(JSON.parse(stored)));

export const unfinished = z
  .object({
    id: z.string(),
    learner: z.string(),
    round: z.number(),
    arrival: z.coerce.number(),
    attempts: z.number(),
    lives: z.number(),
    request: storedRequest,
    created_at: z.date(),
    look_of: z.string().nullable(),
    stage: z.number().nullable(),
  })
  .transform(({ created_at, look_of: of, stage, ...row }) => ({
    ...row,
    createdAt: created_at.getTime(),
    look: of === null || stage === null ? undefined : { of, stage },
  }));

/** How a look into a stage stands. */
export const looked = z.object({
  stage: z.number(),
  status: buildStatus,
  result: z
    .string()
    .nullable()
    .transform((stored) => (stored === null ? undefined : buildResult.parse(JSON.parse(stored)))),
});

/** What the next build of the lane is compared with. */
export function beforeOf({ inputs, summary }: Row): Before {
  const { baseImages, done } = buildSummary.parse(json(summary));
  return {
    inputs: buildInputs.parse(json(inputs)),
    images: new Map(baseImages.map(({ ref, digest }) => [ref, digest])),
    done: new Set(done),
  };
}

export function entryOf(row: Row): HistoryEntry {
  const { lesson, step, dockerfile } = buildInputs.parse(json(row.inputs));
  const { unpackedBytes, baseImages } = buildSummary.safeParse(json(row.summary)).data ?? nothing;
  const standIns = baseImages.filter(({ standIn }) => standIn).map(({ ref }) => ref);
  return { ...timesOf(row), lesson, step, dockerfile, unpackedBytes, standIns };
}

/** What a build was made from; null for a build of a version that did not keep it. */
export function inputsIn({ inputs }: Row): BuildInputs | null {
  return typeof inputs === "string" ? buildInputs.parse(json(inputs)) : null;
}

const nothing: BuildSummary = { baseImages: [], done: [] };

/** A value as a column holds it. */
export function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function json(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : undefined;
}

function timesOf(row: Row): Pick<Build, "id" | "status" | "createdAt" | "startedAt" | "endedAt"> {
  const time = (value: unknown) => (value instanceof Date ? value.toISOString() : undefined);
  return build.parse({
    id: row.id,
    status: row.status,
    createdAt: time(row.created_at),
    startedAt: time(row.started_at),
    endedAt: time(row.ended_at),
  });
}

export function buildOf(row: Row): Build {
  return build.parse({
    ...timesOf(row),
    source: json(row.inputs),
    result: json(row.result),
    failure: json(row.failure),
  });
}
