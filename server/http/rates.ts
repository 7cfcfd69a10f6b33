import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { inWords, limitNamed, limits, type RateName } from "@/domain/limits";
import type { Fault } from "@/domain/problem";

/** How often each may do what. Counted in memory: a restart forgets, and that is no help to anyone. */
export type Rates = {
  /** Counts one more of `who`; a fault where that is over the limit, and says when it is not. */
  take(name: RateName, who: string): Promise<Fault | null>;
};

export function openRates(): Rates {
  const limiters = new Map<RateName, RateLimiterMemory>();
  const limiterOf = (name: RateName) => {
    const { value, perMs } = limits[name];
    const limiter =
      limiters.get(name) ?? new RateLimiterMemory({ points: value, duration: perMs / 1000 });
    limiters.set(name, limiter);
    return limiter;
  };
  return {
    async take(name, who) {
      try {
        await limiterOf(name).consume(who);
        return null;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return over(name, Math.ceil(error.msBeforeNext / 1000));
      }
    },
  };
}

function over(name: RateName, retryAfterSeconds: number): Fault {
  const { label } = limits[name];
  const detail = `Too many at once. ${label}: ${inWords(limits[name])}.`;
  return { kind: "busy", detail, limit: limitNamed(name), retryAfterSeconds };
}
