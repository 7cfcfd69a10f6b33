import { type FSWatcher, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type SandboxFacts,
  type SandboxStatus,
  sandboxFacts,
  sandboxStatus,
} from "@/domain/sandbox/sandbox";

/** What the sandbox's home folder says. */
export type SandboxNews = {
  readonly status: SandboxStatus;
  /** Null until the sandbox is ready. */
  readonly facts: SandboxFacts | null;
};

/** Before anything is known of a sandbox. */
export const absent: SandboxNews = {
  status: {
    state: "absent",
    message: "There is no sandbox yet.",
    progress: null,
    phases: [],
    updatedAt: new Date(0).toISOString(),
  },
  facts: null,
};

/** Whether builds can run. */
export function isReady(news: SandboxNews): news is SandboxNews & { facts: SandboxFacts } {
  return news.status.state === "ready" && news.facts !== null;
}

/** Reads `status.json` and `sandbox.json` of a home folder; what does not parse counts as absent. */
export async function readSandbox(home: string): Promise<SandboxNews> {
  const status = sandboxStatus.safeParse(await json(join(home, "status.json")));
  if (!status.success) return absent;
  if (status.data.state !== "ready") return { status: status.data, facts: null };
  const facts = sandboxFacts.safeParse(await json(join(home, "sandbox.json")));
  return { status: status.data, facts: facts.success ? facts.data : null };
}

/**
 * Calls `onNews` with what the home folder says now, and again whenever it says something else: at
 * once where the file system tells of changes, else within `pollMs`. The folder need not exist yet.
 */
export function watchSandbox(
  home: string,
  onNews: (news: SandboxNews) => void,
  pollMs = 1000,
): { stop(): void } {
  let last = "";
  let watcher: FSWatcher | undefined;
  let reading: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const read = async () => {
    const news = await readSandbox(home);
    const text = JSON.stringify(news);
    if (stopped || text === last) return;
    last = text;
    onNews(news);
  };
  const look = () => {
    if (reading) {
      again = true;
      return;
    }
    reading = read().finally(() => {
      reading = undefined;
      if (again && !stopped) {
        again = false;
        look();
      }
    });
  };
  const listen = () => {
    if (watcher) return;
    try {
      watcher = watch(home, (_, name) => {
        if (name === null || /^(status|sandbox)\.json$/.test(name)) look();
      });
      const forget = () => {
        watcher?.close();
        watcher = undefined;
      };
      watcher.on("error", forget);
      watcher.unref();
    } catch {
      // The folder is not there yet; the next poll tries again.
    }
  };
  const poll = () => {
    listen();
    look();
  };
  poll();
  const timer = setInterval(poll, pollMs);
  timer.unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      watcher?.close();
    },
  };
}

async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
