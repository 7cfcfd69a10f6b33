import { trustedProxies, watchEntrance } from "./http/entrance";
import { inLog } from "./log/in-log";
import { runtime } from "./runtime";

/** How long what runs may take to end once the process is told to. */
const patienceMs = 5000;

/**
 * Starts the services and has them closed when the process is told to end. Next by itself would wait
 * for open event streams, and so for ever.
 */
export function start(): void {
  try {
    const proxies = trustedProxies(process.env.TRUSTED_PROXIES);
    watchEntrance({ port: Number(process.env.PORT ?? 3000), proxies });
  } catch (error) {
    giveUp(error);
  }
  const services = runtime();
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
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
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
