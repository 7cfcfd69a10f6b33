import type { Answer } from "./call";
import type { Listener } from "./follow";
import type { Ports } from "./ports";

export const offline = {
  ok: false,
  refusal: { kind: "offline", detail: "The server can't be reached." },
} as const;
export const notFound = {
  ok: false,
  refusal: { kind: "not-found", detail: "There is nothing here." },
} as const;

/** A world in which answers, events and timers come when the test says so. */
export function newWorld(now = 0) {
  const answers: Answer<unknown>[] = [];
  const calls: string[] = [];
  const lines: { path: string; listener: Listener; open: boolean }[] = [];
  const timers = new Set<() => void>();
  const ports: Ports = {
    call: async (schema, path, init) => {
      calls.push(`${init?.method ?? "GET"} ${path}`);
      const answer = answers.shift() ?? offline;
      return answer.ok ? { ok: true, value: schema.parse(answer.value) } : answer;
    },
    follow: (path, _, listener) => {
      const line = { path, listener, open: true };
      lines.push(line);
      return () => {
        line.open = false;
      };
    },
    now: () => now,
    wait: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
  };
  return {
    ports,
    answers,
    calls,
    lines,
    timers,
    /** Lets every timer run out. */
    tick: () => {
      for (const run of [...timers]) {
        timers.delete(run);
        run();
      }
    },
    /** Lets every promise settle. */
    settle: () => new Promise<void>((resolve) => setTimeout(resolve)),
  };
}
