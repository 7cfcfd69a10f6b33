import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Build } from "@/domain/build/build";
import { type Shared, type SharedResult, sharedResult } from "@/domain/build/share";
import { inWords, limitNamed, limits } from "@/domain/limits";
import type { Outcome } from "@/domain/problem";
import { version } from "@/package.json";
import type { Database } from "@/server/storage/database";
import { packJson, unpackJson } from "@/server/storage/packed";

/** Results behind links that nobody can guess. A link needs neither the build nor its image any more. */
export type Shares = {
  /** Shares a build that has finished; a second time gives the same link. */
  share(learner: string, build: Build): Promise<Outcome<Shared>>;
  /** What a link's token stands for, and until when; null where there is no such link. */
  find(token: string): Promise<{ shared: SharedResult; expiresAt: string } | null>;
};

type Ceilings = { readonly shares: number; readonly bytes: number; readonly perLearner: number };

const usual: Ceilings = {
  shares: limits.shares.value,
  bytes: limits.shareBytes.value,
  perLearner: limits.sharesPerLearner.value,
};

const row = z.object({ token: z.string(), created_at: z.date() });
const taken = z.object({ shares: z.number(), bytes: z.number(), own: z.number() });

export function openShares(
  { query }: Pick<Database, "query">,
  now: () => number,
  ceilings = usual,
): Shares {
  const linkOf = (found: z.infer<typeof row>): Shared => ({
    url: `/results/${found.token}`,
    expiresAt: expiry(found.created_at),
  });
  return {
    async share(learner, { id, source, result, endedAt }) {
      if (!result || !source || !endedAt) return unfinished;
      const [known] = await query("select token, created_at from shares where build = $1", [id]);
      if (known) return { ok: true, value: linkOf(row.parse(known)) };
      const [held] = await query(
        `select count(*)::int shares, coalesce(sum(octet_length(content)), 0)::float bytes,
           count(*) filter (where learner = $1)::int own from shares`,
        [learner],
      );
      const full = over(taken.parse(held), ceilings);
      if (full) return full;
      const at = new Date(now()).toISOString();
      const whole: SharedResult = { version, sharedAt: at, builtAt: endedAt, source, result };
      const [made] = await query(
        // Two presses at once come to one link.
        `insert into shares (token, build, learner, created_at, content)
         values ($1, $2, $3, $4, $5)
         on conflict (build) do update set build = excluded.build returning token, created_at`,
        [newToken(), id, learner, at, await packJson(whole)],
      );
      return { ok: true, value: linkOf(row.parse(made)) };
    },
    async find(token) {
      if (!/^[\w-]{22}$/.test(token)) return null;
      const [found] = await query("select created_at, content from shares where token = $1", [
        token,
      ]);
      if (!(found?.content instanceof Uint8Array) || !(found.created_at instanceof Date))
        return null;
      const expiresAt = expiry(found.created_at);
      if (Date.parse(expiresAt) <= now()) return null;
      return { shared: sharedResult.parse(await unpackJson(found.content)), expiresAt };
    },
  };
}

/** Removes the links whose time is over. */
export async function forgetShares({ query }: Pick<Database, "query">, now: number): Promise<void> {
  const before = new Date(now - limits.shareTime.value).toISOString();
  await query("delete from shares where created_at <= $1", [before]);
}

/** 128 random bits, as they stand in an address. */
function newToken(): string {
  return randomBytes(16).toString("base64url");
}

function expiry(createdAt: Date): string {
  return new Date(createdAt.getTime() + limits.shareTime.value).toISOString();
}

const unfinished = {
  ok: false,
  fault: { kind: "conflict", detail: "Only a build that has finished can be shared." },
} as const;

function over({ shares, bytes, own }: z.infer<typeof taken>, ceilings: Ceilings) {
  if (own >= ceilings.perLearner) {
    const detail = `You have shared ${inWords(limits.sharesPerLearner)} results, and can share no more.`;
    const limit = limitNamed("sharesPerLearner");
    return { ok: false, fault: { kind: "busy", detail, limit } } as const;
  }
  // What was promised stays: none of the older links makes room.
  if (shares < ceilings.shares && bytes < ceilings.bytes) return null;
  const detail = "There is no room for more shared results now. Download the record instead.";
  return { ok: false, fault: { kind: "unavailable", detail } } as const;
}
