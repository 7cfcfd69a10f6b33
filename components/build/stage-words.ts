import type { BuildStatus } from "@/domain/build/build";
import type { StageEdge } from "@/domain/build/stage-edges";
import type { StageNode } from "@/domain/build/stage-graph";
import { formatBytes } from "@/domain/image/bytes";

/** How a stage is called in the graph: by its name, or by its place, counted from 1. */
export function stageTitle({ index, name }: Pick<StageNode, "index" | "name">): string {
  return name === String(index) ? `Stage ${index + 1}` : name;
}

/** What became of a stage, or will; nothing did where the build came to no image. */
export function fateWords(fate: StageNode["fate"], status: BuildStatus): string {
  if (fate === "skipped") return "not needed, so not built";
  if (status === "failed" || status === "canceled") return "";
  if (fate === "inside") return "part of the image";
  if (fate === "final") return status === "finished" ? "the image" : "becomes the image";
  return status === "finished" ? "left behind" : "stays behind";
}

/** How many of a stage's steps are done; empty where it has none, or they are not known yet. */
export function stepWords({ state, steps: { done, cached, total } }: StageNode): string {
  if (total === 0 || state === "skipped") return "";
  const of = total === 1 ? "1 step" : `${total} steps`;
  if (done < total) return `${done} of ${of}`;
  if (cached === 0) return of;
  return cached === total ? `${of}, cached` : `${of}, ${cached} cached`;
}

/** What an edge carries, and from where. */
export function edgeWords(
  { from, kind, bytes }: Pick<StageEdge, "from" | "kind" | "bytes">,
  nodes: readonly StageNode[],
): string {
  const source = "stage" in from ? nodes[from.stage] : undefined;
  const name = source ? stageTitle(source) : "image" in from ? from.image : "";
  if (kind === "base") return `starts from ${name}`;
  if (kind === "mount") return `mounts ${name}`;
  return bytes === undefined ? `copies from ${name}` : `copies ${formatBytes(bytes)} from ${name}`;
}
