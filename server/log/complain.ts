import { randomBytes } from "node:crypto";
import { inLog } from "./in-log";

/** Logs a failure of ours, and gives the reference by which its entry is found again. */
export function complain(what: string, error: unknown): string {
  const reference = randomBytes(6).toString("hex");
  console.error(`[${reference}] ${what}: ${inLog(error)}`);
  return reference;
}
