import { createHash } from "node:crypto";
import { type BuildInputs, inputsOf } from "@/domain/build/inputs";
import type { BuildRequest } from "@/domain/build/request";
import type { Context } from "@/domain/workspace/context";

/** What of a request is kept after its build: its digests are SHA-256 as hex. */
export function keptInputs(request: BuildRequest, context: Context): BuildInputs {
  return inputsOf(request, context, (text) => createHash("sha256").update(text).digest("hex"));
}
