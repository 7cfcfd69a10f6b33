import { connectEngine, type Engine } from "./engine";
import { absent, isReady, type SandboxNews, watchSandbox } from "./watch";

/** The sandbox as the services see it: how far it is, and its engine once there is one. */
export type Sandbox = {
  news(): SandboxNews;
  /** Null while builds can't run. */
  engine(): Engine | null;
  /** Calls back on every change, until the signal aborts. */
  onChange(listener: () => void, signal?: AbortSignal): void;
  /** The news now and every change of it; ends when the signal aborts or the sandbox is closed. */
  follow(signal: AbortSignal): AsyncIterable<SandboxNews>;
  close(): Promise<void>;
};

/** Watches a sandbox's home folder, and connects to its engine whenever it is ready. */
export function openSandbox(home: string): Sandbox {
  let news = absent;
  let engine: Engine | null = null;
  const closing: Promise<void>[] = [];
  const closed = new AbortController();
  const listeners = new Set<() => void>();

  const take = (next: SandboxNews) => {
    news = next;
    const same = engine && isReady(next) && next.facts.dockerHost === engine.facts.dockerHost;
    if (engine && isReady(next) && same) engine = { ...engine, facts: next.facts };
    else {
      if (engine) closing.push(engine.buildkit.close());
      engine = isReady(next) ? connectEngine(next.facts) : null;
    }
    for (const listener of [...listeners]) listener();
  };
  const watcher = watchSandbox(home, take);

  return {
    news: () => news,
    engine: () => engine,
    onChange(listener, signal) {
      if (signal?.aborted) return;
      listeners.add(listener);
      signal?.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
    async *follow(signal) {
      const ended = AbortSignal.any([signal, closed.signal]);
      let wake = () => {};
      const listener = () => wake();
      listeners.add(listener);
      ended.addEventListener("abort", listener, { once: true });
      try {
        let told: SandboxNews | undefined;
        while (!ended.aborted) {
          if (told !== news) {
            told = news;
            yield told;
            continue;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        listeners.delete(listener);
        ended.removeEventListener("abort", listener);
      }
    },
    async close() {
      watcher.stop();
      closed.abort();
      if (engine) closing.push(engine.buildkit.close());
      engine = null;
      await Promise.all(closing);
    },
  };
}
