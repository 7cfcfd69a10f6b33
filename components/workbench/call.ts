import type { ZodType } from "zod";
import { type ProblemKind, problem } from "@/domain/problem";

/** Why the server did not do what was asked: its problem, or `offline` where it was not reached. */
export type Refusal = {
  readonly kind: ProblemKind | "offline";
  readonly detail: string;
  readonly line?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** Asks the API and reads its JSON answer with a schema; never throws. */
export async function call<T>(
  schema: ZodType<T>,
  path: string,
  init?: { method: "POST" | "DELETE"; body?: unknown },
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method: init?.method ?? "GET",
      cache: "no-store",
      ...(init?.body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(init.body) }),
    });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, refusal: refusalOf(response, body) };
    const read = schema.safeParse(body);
    if (read.success) return { ok: true, value: read.data };
    console.error(`the answer of ${path} is not understood`, read.error);
    return refuse("platform", "The server's answer is not understood. Reload the page.");
  } catch {
    return refuse("offline", "The server can't be reached.");
  }
}

/** Whether what was refused may be had the next time. */
export function passes({ kind }: Refusal): boolean {
  return kind === "unavailable" || kind === "busy" || kind === "offline";
}

function refusalOf(response: Response, body: unknown): Refusal {
  const read = problem.safeParse(body);
  const retryAfter = Number(response.headers.get("retry-after"));
  return {
    kind: read.data?.kind ?? "platform",
    detail: read.data?.detail ?? `The server answered ${response.status}.`,
    line: read.data?.line,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  };
}

function refuse(kind: Refusal["kind"], detail: string): Answer<never> {
  return { ok: false, refusal: { kind, detail } };
}
