import { trustedProxies, watchEntrance } from "./http/entrance";
import { endStalled } from "./http/stalled";
import { inLog } from "./log/in-log";
import { services as opened } from "./runtime";

/** How long what runs may take to end, or to be put back, once the process is told to end. */
const patienceMs = 8000;

/**
 * Starts the services and has them closed when the process is told to end. Next by itself would wait
 * for open event streams, and so for ever.
 */
export function start(): void {
  try {
    const proxies = trustedProxies(process.env.TRUSTED_PROXIES);
    watchEntrance({ port: Number(process.env.PORT ?? 3000), proxies });
    endStalled();
  } catch (error) {
    giveUp(error);
  }
  const services = opened();
  services.catch(giveUp);
  const end = () => {
    setTimeout(() => process.exit(1), patienceMs).unref();
    void services
      .then((running) => running.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(inLog(error));
          process.exit(1);
        },
      );
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // Next's own listener would exit as soon as no request is open, with what is being stored lost.
    process.removeAllListeners(signal);
    process.once(signal, end);
  }
  // Whoever started this may be killed before it can pass the word on.
  if (process.env.STAGECRAFT_OWNED) onParentGone(end);
}

function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : inLog(error));
  process.exit(1);
}

function onParentGone(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 1000);
  watch.unref();
}
