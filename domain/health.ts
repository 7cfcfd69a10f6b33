import { z } from "zod";

const part = z.object({ ok: z.boolean(), detail: z.string() });

/** `GET /api/health`: 200 where every part is fine, else 503. */
export const health = z.object({
  ok: z.boolean(),
  parts: z.object({ engine: part, storage: part, disk: part, queue: part }),
});

export type Health = z.infer<typeof health>;
export type HealthPart = z.infer<typeof part>;

/** The whole is as well as its parts. */
export function healthOf(parts: Health["parts"]): Health {
  return { ok: Object.values(parts).every(({ ok }) => ok), parts };
}
