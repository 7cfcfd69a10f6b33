import type { StepBuild } from "@/domain/lesson/schema";
import type { History } from "../build/history-store";
import type { LaneState } from "../build/lane-state";
import { noRun } from "../run/run-state";
import type { Watched } from "../sandbox/view";
import { type Live, useLive } from "./use-live";
import { useStore } from "./use-store";

type Step = {
  readonly lesson: string;
  readonly builds: readonly StepBuild[];
  readonly run: boolean;
};

const noLanes: Readonly<Record<string, LaneState>> = {};
const noHistory: ReturnType<History["get"]> = null;
const unknown: Watched = "unknown";

/** Everything of a step that lives outside the page: drafts, builds, the sandbox, the container. */
export function useTools(step: Step) {
  const tools = useLive((live) => openTools(live, step));
  return {
    drafts: tools?.drafts ?? null,
    lanes: tools?.lanes ?? null,
    laneStates: useStore(tools?.lanes ?? null, noLanes),
    history: {
      builds: useStore(tools?.history ?? null, noHistory),
      refresh: tools?.history?.refresh,
    },
    sandbox: { view: useStore(tools?.sandbox ?? null, unknown), look: tools?.sandbox?.look },
    runner: {
      view: useStore(tools?.runner ?? null, noRun),
      start: tools?.runner?.start,
      stop: tools?.runner?.stop,
    },
  };
}

function openTools(live: Live, { lesson, builds, run }: Step) {
  const store = () => localStorage;
  const open = (dockerfile: string) => live.openLane(live.rememberIn(store, lesson, dockerfile));
  const lanes = live.bundle(
    Object.fromEntries(builds.map(({ dockerfile }) => [dockerfile, open(dockerfile)])),
  );
  const history = builds.length > 0 ? live.openHistory() : null;
  const sandbox = builds.length > 0 ? live.watchSandbox() : null;
  const runner = run ? live.openRunner(live.rememberRun(store, lesson)) : null;
  return {
    drafts: live.keepDraft(lesson),
    lanes,
    history,
    sandbox,
    runner,
    close: () => {
      lanes.close();
      history?.close();
      sandbox?.close();
      runner?.close();
    },
  };
}
