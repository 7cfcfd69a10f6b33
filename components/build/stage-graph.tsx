"use client";

import { type CSSProperties, type ReactNode, useRef, useState } from "react";
import type { BuildStatus } from "@/domain/build/build";
import type { StageGraph, StageNode } from "@/domain/build/stage-graph";
import { StageCard } from "./stage-card";
import styles from "./stage-graph.module.css";
import { nodeKey, StageLines } from "./stage-lines";
import { useBoxes } from "./use-boxes";

type Props = {
  readonly graph: StageGraph;
  readonly status: BuildStatus;
  /** Names and states alone, while other things are to be read. */
  readonly brief?: boolean;
  readonly onLine: (line: number) => void;
  /** What can be done with a stage. */
  readonly action?: (node: StageNode) => ReactNode;
};

/**
 * The stages of a build: from left to right where there is room, else from top to bottom. One list
 * serves eyes and ears; the lines between its items are drawn behind it.
 */
export function StageGraphView({ graph, status, brief = false, onLine, action }: Props) {
  const { nodes, edges, images } = graph;
  const figure = useRef<HTMLDivElement>(null);
  const [lit, setLit] = useState<string | null>(null);
  const names = [...images, ...nodes.map(({ index }) => index)].join(" ");
  const boxes = useBoxes(figure, names);
  const light = (key: string) => ({
    "data-node": key,
    onPointerEnter: () => setLit(key),
    onPointerLeave: () => setLit(null),
    onFocus: () => setLit(key),
    onBlur: () => setLit(null),
  });
  const columns = Math.max(...nodes.map(({ rank }) => rank)) + 1;
  return (
    <div className={styles.graph}>
      <div ref={figure} className={styles.figure} data-columns={columns}>
        <StageLines edges={edges} boxes={boxes} lit={lit} />
        <ol className={styles.nodes}>
          {images.map((image, row) => (
            <li
              key={`image ${image}`}
              className={styles.image}
              style={place(0, String(nodes.filter(({ rank }) => rank === 0).length + row + 1))}
              {...light(nodeKey({ image }))}
            >
              Image <span className={styles.ref}>{image}</span>
            </li>
          ))}
          {nodes.map((node) => (
            <li
              key={node.index}
              className={`${styles.stage} ${styles[node.fate]}`}
              style={place(node.rank, rowOf(node, nodes))}
              {...light(nodeKey({ stage: node.index }))}
            >
              <StageCard
                node={node}
                takes={edges.filter(({ to }) => to === node.index)}
                nodes={nodes}
                status={status}
                brief={brief}
                action={action?.(node)}
                onLine={onLine}
              />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** The row of a node in its column; one that is alone there stands in the middle, where that is near. */
function rowOf({ index, rank }: StageNode, nodes: readonly StageNode[]): string {
  const beside = nodes.filter((other) => other.rank === rank);
  const rows = Math.max(
    ...nodes.map((one) => nodes.filter((other) => other.rank === one.rank).length),
  );
  if (beside.length === 1 && rows <= nearRows) return `1 / span ${rows}`;
  return String(beside.findIndex((other) => other.index === index) + 1);
}
const nearRows = 5;

/** Where a node goes where there is room for columns. */
function place(column: number, row: string): CSSProperties & Record<`--${string}`, string> {
  return { "--column": String(column + 1), "--row": row };
}
