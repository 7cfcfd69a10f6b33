import { type RefObject, useLayoutEffect, useState } from "react";
import type { Box } from "./edge-path";

const none: ReadonlyMap<string, Box> = new Map();

/**
 * Where the elements with a `data-node` are drawn in a positioned figure, by that name; measured again
 * when one of them, or the figure, changes its shape. Empty until they have been drawn once.
 */
export function useBoxes(figure: RefObject<HTMLElement | null>, nodes: string) {
  const [boxes, setBoxes] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other nodes are other elements
  useLayoutEffect(() => {
    const root = figure.current;
    if (!root) return;
    const elements = [...root.querySelectorAll<HTMLElement>("[data-node]")];
    const measure = () =>
      setBoxes(new Map(elements.map((one) => [one.dataset.node ?? "", boxOf(one)])));
    const watch = new ResizeObserver(measure);
    for (const element of [root, ...elements]) watch.observe(element);
    return () => watch.disconnect();
  }, [figure, nodes]);
  return boxes;
}

function boxOf({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement): Box {
  return { left: offsetLeft, top: offsetTop, width: offsetWidth, height: offsetHeight };
}
