import type { BuildEventBody } from "@/domain/build/events";
import { limitMet, type Usage } from "@/domain/build/usage";
import { inWords, type LimitName, limitNamed } from "@/domain/limits";
import { type Stop, stop } from "./ending";
import type { Watched } from "./usage";
import type { Work } from "./work";

/** Holds one build to its limits, from its start until `release`. */
export type Bounds = {
  /** Aborts with the caller's reason, or because a limit was met; the reason is a `Stop`. */
  readonly signal: AbortSignal;
  /** A limit as it holds for this build. */
  limit(name: LimitName): ReturnType<typeof limitNamed>;
  isOver(name: LimitName, value: number): boolean;
  /** Ends the build where the value is over the limit. */
  hold(name: LimitName, value: number): void;
  /** Which limit the build has met by a reading that starts now, after it ended with an exit code. */
  met(exitCode?: number): Promise<LimitName | null>;
  /** What we owe a build and failed to give it: with the disk full, or its package sources out of reach. */
  failedBySandbox(): boolean;
  release(): void;
};

/** A build hears so long before its time runs out. */
const warnAt = 0.8;
/** One reading in so many becomes an event: nobody reads faster. */
const tellEvery = 4;

export function bounds(
  { place, usage, limits, signal: caller }: Work,
  say: (body: BuildEventBody) => void,
  build: Pick<Watched, "copies" | "runs">,
): Bounds {
  const stopping = new AbortController();
  const limit = (name: LimitName) => limits.find((one) => one.name === name) ?? limitNamed(name);
  const over = (name: LimitName) => stop(stopping, { why: "limit", limit: name });
  const follow = () => stop(stopping, caller.reason as Stop);
  caller.addEventListener("abort", follow);
  if (caller.aborted) follow();

  const time = limit("buildTime");
  const timers = [
    setTimeout(() => over("buildTime"), time.value),
    setTimeout(() => {
      const left = inWords({ value: time.value * (1 - warnAt), unit: "ms" });
      const all = inWords({ value: time.value, unit: "ms" });
      const message = `${left} left: a build is stopped after ${all}.`;
      say({ type: "warning", rule: "buildTime", message });
    }, time.value * warnAt),
  ];

  let readings = 0;
  const watching =
    place.slot &&
    usage.start({
      ...build,
      slot: place.slot.id,
      told(use) {
        const met = limitMet(use, (name) => limit(name).value);
        if (met || readings % tellEvery === 0) say(eventOf(use));
        readings += 1;
        if (met) over(met);
      },
    });

  const isOver = (name: LimitName, value: number) => value > limit(name).value;
  return {
    signal: stopping.signal,
    limit,
    isOver,
    hold(name, value) {
      if (isOver(name, value)) over(name);
    },
    async met(exitCode) {
      if (!watching) return null;
      const met = limitMet(await watching.now(), (name) => limit(name).value);
      // 137 is a kill; whose it was, the cgroup of the slot where it ran has said.
      return met ?? (exitCode === 137 && watching.killedBeside() ? "buildMemory" : null);
    },
    failedBySandbox: () => (watching && (watching.diskFull() || watching.cutOff())) ?? false,
    release() {
      for (const timer of timers) clearTimeout(timer);
      caller.removeEventListener("abort", follow);
      watching?.stop();
    },
  };
}

function eventOf(use: Usage): BuildEventBody {
  const { memoryBytes, cpuMs, processes, openFiles } = use;
  const [diskBytes, files] = [Math.round(use.diskBytes), Math.round(use.files)];
  return { type: "usage", memoryBytes, cpuMs, diskBytes, processes, files, openFiles };
}
