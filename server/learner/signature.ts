import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secrets } from "./secrets";

const idPattern = /^[0-9a-f]{32}$/;

/** A learner's id with the newest secret's signature: the cookie's value. */
export function sign(id: string, secrets: Secrets): string {
  return `${id}.${digest(id, secrets[0]).toString("base64url")}`;
}

/** The learner that a cookie's value names, or null; `stale` where an older secret signed it. */
export function verify(value: string, secrets: Secrets): { id: string; stale: boolean } | null {
  const [id = "", signature = "", ...rest] = value.split(".");
  if (!idPattern.test(id) || rest.length > 0) return null;
  const given = Buffer.from(signature, "base64url");
  const at = secrets.findIndex((secret) => {
    const expected = digest(id, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return at < 0 ? null : { id, stale: at > 0 };
}

function digest(id: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`learner:${id}`).digest();
}
