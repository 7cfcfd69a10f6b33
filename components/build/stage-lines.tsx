import type { StageEdge } from "@/domain/build/stage-edges";
import { arrowPath, type Box, edgePath } from "./edge-path";
import styles from "./stage-lines.module.css";

/** What a node is called where it is measured. */
export function nodeKey(from: StageEdge["from"]): string {
  return "stage" in from ? `stage ${from.stage}` : `image ${from.image}`;
}

type Props = {
  readonly edges: readonly StageEdge[];
  readonly boxes: ReadonlyMap<string, Box>;
  /** The node whose edges stand out. */
  readonly lit: string | null;
};

/** The lines between the stages; what they mean is said in words at each stage, so they are decoration. */
export function StageLines({ edges, boxes, lit }: Props) {
  // Several copies between two stages are one line; it is thin only where nothing of it is kept.
  const pairs = new Map<string, StageEdge[]>();
  for (const edge of edges) {
    const pair = `${nodeKey(edge.from)} to ${edge.to}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), edge]);
  }
  return (
    <svg className={styles.lines} aria-hidden="true">
      {[...pairs].map(([pair, all]) => {
        const [first] = all;
        if (!first) return null;
        const [fromKey, toKey] = [nodeKey(first.from), nodeKey({ stage: first.to })];
        const [from, to] = [boxes.get(fromKey), boxes.get(toKey)];
        if (!from || !to) return null;
        const kind = all.find(({ kind: one }) => one !== "mount")?.kind ?? "mount";
        return (
          <g key={pair} className={lit === fromKey || lit === toKey ? styles.lit : undefined}>
            <path className={styles[kind]} d={edgePath(from, to)} />
            <path className={styles.arrow} d={arrowPath(to)} />
          </g>
        );
      })}
    </svg>
  );
}
