import { useEffect, useState } from "react";
import type { ZodType } from "zod";
import { type Answer, passes } from "./call";
import { browser } from "./ports";

const againMs = 2000;

/**
 * The API's answer at an address, null until it has come; asked for again while it can't be had for now,
 * or while `isPart` says that there is more to come. The answer before stays until the next is there.
 */
export function useAnswer<T>(
  schema: ZodType<T>,
  path: string | null,
  isPart: (value: T) => boolean = never,
): Answer<T> | null {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    if (path === null) return;
    let left = false;
    let forget = () => {};
    const ask = async () => {
      const next = await browser.call(schema, path);
      if (left) return;
      setAnswer(next);
      const more = next.ok ? isPart(next.value) : passes(next.refusal);
      const seconds = next.ok ? undefined : next.refusal.retryAfterSeconds;
      if (more) forget = browser.wait(() => void ask(), seconds ? seconds * 1000 : againMs);
    };
    void ask();
    return () => {
      left = true;
      forget();
    };
  }, [schema, path, isPart]);
  return answer;
}

const never = () => false;
