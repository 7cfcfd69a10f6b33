import { useEffect, useRef, useState } from "react";
import { isBusy, type LaneState } from "../build/lane-state";

/** What the panel shows: a build's log or result, the comparison, all builds so far, or the container. */
export type View = "log" | "result" | "compare" | "history" | "container";

/**
 * The panel's view. It moves on by itself when the last build under way is over: from the log to the
 * comparison where all images are there to compare, else to the result.
 */
export function useView(
  lanes: readonly LaneState[],
  comparable: boolean,
): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>("log");
  const wasBusy = useRef(false);
  const busy = lanes.some(isBusy);
  const told = lanes.some(
    ({ progress, refusal }) => !refusal && (progress?.result || progress?.failure),
  );
  const allBuilt = lanes.every(({ progress }) => progress?.result);

  useEffect(() => {
    const over = wasBusy.current && !busy;
    wasBusy.current = busy;
    if (!over || !told) return;
    setView((now) => (now !== "log" ? now : comparable && allBuilt ? "compare" : "result"));
  }, [busy, told, comparable, allBuilt]);

  return [view, setView];
}
