import type { z } from "zod";
import type { Problem } from "@/domain/problem";
import { problemOf } from "./problem";

/** A body that fits its schema, or the problem to answer with. */
export type Body<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/**
 * Reads a JSON body of at most `maxBytes` (named `limitName` in the 413) and fits it to the schema.
 * What is wrong with the body is a value; only a connection that breaks off throws.
 */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
  maxBytes: number,
  limitName = "bodyBytes",
): Promise<Body<z.output<S>>> {
  if (!isJson(request.headers.get("content-type"))) {
    return no(malformed("Send the body as application/json.", 415));
  }
  const bytes = await readAtMost(request, maxBytes);
  if (bytes === null) {
    const limit = { name: limitName, value: maxBytes, unit: "bytes" };
    return no(problemOf("limit", `The body is larger than ${maxBytes} bytes.`, { limit }));
  }
  const json = parseJson(bytes);
  if (!json) return no(malformed("The body is not JSON."));
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.slice(0, shownIssues).map((issue) => ({
    path: issue.path.map(String).join(".").slice(0, shownCharacters),
    message: issue.message.slice(0, shownCharacters),
  }));
  return no({ ...malformed("The body has fields that do not fit."), issues });
}

/** A body may be wrong in a hundred thousand places, and its answer would be larger than itself. */
const shownIssues = 20;
const shownCharacters = 200;

const no = (problem: Problem) => ({ ok: false, problem }) as const;
const malformed = (detail: string, status = 400) => problemOf("malformed", detail, { status });

function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

/**
 * So much more is read and thrown away: a connection that is closed over unread bytes takes the answer
 * with it, and whoever sent too much would never hear so.
 */
const drainedBytes = 32 * 1024 * 1024;

/** Null where there is more than `maxBytes`. */
async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes + drainedBytes) {
    await request.body?.cancel();
    return null;
  }
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes + drainedBytes) return null;
    if (length > maxBytes) chunks = [];
    else chunks.push(chunk);
  }
  return Math.max(length, declared) > maxBytes ? null : Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): { value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return null;
  }
}
