import { growthFault } from "../dockerfile/growth";
import { review } from "../dockerfile/review";
import { outlineOf } from "../dockerfile/stages";
import { syntaxOf } from "../dockerfile/syntax";
import type { Fault, Outcome } from "../problem";
import { code } from "../words";
import { type Context, contextOf } from "../workspace/context";
import type { BuildRequest } from "./request";

/**
 * The build context of a request that is worth queueing, or why it is not; `catalogue` is null while
 * the sandbox's images are not known.
 */
export function accept(
  request: BuildRequest,
  catalogue: readonly string[] | null,
): Outcome<Context> {
  const context = contextOf(request);
  if (!context.ok) return context;
  const { files, dockerfile } = context.value;
  const text = files.get(dockerfile) ?? "";
  const { buildArgs, target } = request;
  const outline = outlineOf(text, buildArgs);
  const fault =
    argFault(buildArgs) ??
    growthFault(outline, buildArgs, text) ??
    review({ outline, syntax: syntaxOf(text), target, catalogue });
  return fault ? { ok: false, fault } : context;
}

function argFault(buildArgs: BuildRequest["buildArgs"]): Fault | null {
  for (const name of Object.keys(buildArgs)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return {
        kind: "malformed",
        detail: `${code(name)} is no name for a build argument.`,
      };
    }
    // They steer BuildKit itself: which frontend it loads, whose caches it mounts.
    if (name.toUpperCase().startsWith("BUILDKIT_")) {
      return {
        kind: "refused",
        detail: `The build argument ${code(name)} is the sandbox's own to set.`,
      };
    }
  }
  return null;
}
