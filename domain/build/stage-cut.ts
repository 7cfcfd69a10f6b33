import { reachable, shippedStage } from "../dockerfile/reach";
import { outlineOf } from "../dockerfile/stages";
import type { Build } from "./build";
import type { BuildRequest } from "./request";

/** A stage that can be built again: as it is before a line of the Dockerfile. */
export type Cut = {
  readonly index: number;
  /** Its name, or its index as text. */
  readonly name: string;
  /** From 1; what the Dockerfile says from there on is left out. */
  readonly before: number;
};

/**
 * The stages that a build which has ended can be looked into: of one that finished all that it needed
 * but the last, which is the image; of one that failed the stage that failed, as it was before the
 * instruction that did.
 */
export function cutsOf(
  request: Pick<BuildRequest, "files" | "dockerfile" | "buildArgs" | "target">,
  { status, failure }: Pick<Build, "status" | "failure">,
): Cut[] {
  const text = request.files[request.dockerfile] ?? "";
  const { stages } = outlineOf(text, request.buildArgs);
  const final = shippedStage(stages, request.target);
  if (status === "finished" && final) {
    const needed = reachable(stages, final);
    return stages
      .filter(({ index }) => needed.has(index) && index !== final.index)
      .map(({ index, name }) => ({ index, name, before: stages[index + 1]?.from.line ?? 0 }));
  }
  if (failure?.kind !== "instruction" && failure?.kind !== "limit") return [];
  const { line = 0 } = failure;
  return stages.flatMap(({ index, name, instructions }) => {
    const failed = instructions.find((one) => line >= one.line && line <= one.endLine);
    return failed ? [{ index, name, before: failed.line }] : [];
  });
}

/** The request that builds a stage again, from the cache: of what is left of the file, the last stage. */
export function cutRequest(request: BuildRequest, { before }: Cut): BuildRequest {
  const { files, dockerfile } = request;
  const lines = (files[dockerfile] ?? "").split("\n").slice(0, before - 1);
  return {
    ...request,
    files: { ...files, [dockerfile]: `${lines.join("\n")}\n` },
    target: null,
    noCache: false,
  };
}
