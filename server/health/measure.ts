import type { Metric } from "@/domain/metrics";
import type { Builds } from "@/server/build/builds";
import type { Sandbox } from "@/server/sandbox/sandbox";

/** The numbers of this process, as they are now. */
export function measure(builds: Builds, sandbox: Sandbox): Metric[] {
  const { waiting, running, readers, ended } = builds.counts();
  const { connections = 0, sessions = 0 } = sandbox.engine()?.buildkit.stats() ?? {};
  const gauge = (name: string, help: string, value: number): Metric => {
    return { name: `stagecraft_${name}`, help, type: "gauge", values: [{ value }] };
  };
  return [
    gauge("builds_waiting", "Builds in the queue.", waiting),
    gauge("builds_running", "Builds in a slot.", running),
    gauge("build_readers", "Streams of a build's events that are open.", readers),
    {
      name: "stagecraft_builds_ended_total",
      help: "Builds that ended since the start, by how.",
      type: "counter",
      values: Object.entries(ended).map(([status, value]) => ({ labels: { status }, value })),
    },
    gauge("engine_connections", "Open connections to the engine's BuildKit.", connections),
    gauge("engine_sessions", "Builds that the engine can call back.", sessions),
    gauge("resident_bytes", "Memory of this process.", process.memoryUsage.rss()),
  ];
}
