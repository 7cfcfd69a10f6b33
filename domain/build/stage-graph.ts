import { chainOf, reachable, shippedStage } from "../dockerfile/reach";
import { outlineOf, type Stage } from "../dockerfile/stages";
import type { Progress } from "./fold";
import { edgesOf, ranksOf, type StageEdge } from "./stage-edges";
import type { StageLook } from "./stage-look";
import { type StageState, stageState } from "./stage-state";

/** One stage of a build's graph. */
export type StageNode = Omit<StageState, "state"> & {
  readonly index: number;
  /** Its name, or its index as text. */
  readonly name: string;
  /** The image or stage that it starts from. */
  readonly base: string;
  /** Of its `FROM`, from 1. */
  readonly line: number;
  readonly state: StageState["state"] | "skipped";
  /**
   * What became of it: the `final` one is the image; one `inside` is what that starts from, so that its
   * layers ship; what was `discarded` was needed for the build only, and what was `skipped` not at all.
   */
  readonly fate: "final" | "inside" | "discarded" | "skipped";
  /** All its layers, those of its base among them, uncompressed; where something measured them. */
  readonly unpackedBytes?: number;
  /** Its column from the left, from 0: higher than all that it takes from. */
  readonly rank: number;
};

/** The stages of a build as a graph; what leads to or from a stage that was skipped is left out. */
export type StageGraph = {
  /** In the order of the Dockerfile. */
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
  /** The images that are copied or mounted from, in the order of their first use. */
  readonly images: readonly string[];
};

/** What is built: the Dockerfile's text, and what a build request may say about it. */
type Source = {
  readonly text: string;
  readonly target?: string | null;
  readonly buildArgs?: Readonly<Record<string, string>>;
};

/**
 * The stages of a build at a time of the server's clock, in ms, from its first event on; null where the
 * Dockerfile has no stage, or not the target.
 */
export function stageGraph(
  { text, target = null, buildArgs = {} }: Source,
  progress: Progress | null,
  now: number,
  looks: readonly StageLook[] = [],
): StageGraph | null {
  const { stages } = outlineOf(text, buildArgs);
  const final = shippedStage(stages, target);
  if (!final) return null;
  const needed = reachable(stages, final);
  const inside = new Set(chainOf(stages, final).map(({ index }) => index));
  const layers = [progress?.result?.image, ...looks].flatMap((one) => one?.layers ?? []);
  const edges = edgesOf(stages, layers).filter(({ to }) => needed.has(to));
  const ranks = ranksOf(stages, edges);
  const fateOf = ({ index }: Stage) => {
    if (!needed.has(index)) return "skipped";
    if (index === final.index) return "final";
    return inside.has(index) ? "inside" : "discarded";
  };
  return {
    edges,
    images: [...new Set(edges.flatMap(({ from }) => ("image" in from ? from.image : [])))],
    nodes: stages.map((stage) => {
      const { index, name, base, from } = stage;
      const fate = fateOf(stage);
      const so = stageState(stage, progress, now);
      const unpackedBytes =
        progress?.result?.stages[index]?.unpackedBytes ??
        looks.find((look) => look.index === index)?.unpackedBytes;
      return {
        index,
        name,
        base,
        line: from.line,
        ...so,
        state: fate === "skipped" ? "skipped" : so.state,
        fate,
        ...(unpackedBytes === undefined ? {} : { unpackedBytes }),
        rank: ranks[index] ?? 0,
      };
    }),
  };
}
