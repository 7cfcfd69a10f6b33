import { type SandboxStatus, sandboxStatus } from "@/domain/sandbox/sandbox";
import { browser } from "../workbench/ports";
import type { Store } from "../workbench/use-store";
import type { Watched } from "./view";

export type SandboxWatch = Store<Watched> & {
  /** Looks again, as after a build that was refused. */
  look(): void;
};

const retryMs = 5000;

/** Watches the sandbox until it is ready: a stream while it starts, a look now and then while it is not there. */
export function watchSandbox(ports = browser): SandboxWatch {
  let view: Watched = "unknown";
  let stop = () => {};
  let closed = false;
  const readers = new Set<() => void>();

  const show = (next: Watched) => {
    view = next;
    for (const changed of readers) changed();
  };
  const later = () => {
    stop = ports.wait(look, retryMs);
  };
  const listen = () => {
    stop = ports.follow("/api/sandbox/events", ["message"], {
      event: (data) => {
        const read = sandboxStatus.safeParse(data);
        if (!read.success) return console.error("a sandbox event is dropped", read.error);
        show(read.data);
        if (read.data.state !== "starting") rest(read.data);
      },
      link: (link) => {
        if (link !== "refused") return;
        stop();
        later();
      },
    });
  };
  const rest = (status: SandboxStatus) => {
    stop();
    if (status.state === "starting") listen();
    else if (status.state !== "ready") later();
  };
  const look = async () => {
    stop();
    const answer = await ports.call(sandboxStatus, "/api/sandbox");
    if (closed) return;
    stop();
    show(answer.ok ? answer.value : "offline");
    if (answer.ok) rest(answer.value);
    else later();
  };
  void look();

  return {
    get: () => view,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    close: () => {
      closed = true;
      readers.clear();
      stop();
    },
    look: () => void look(),
  };
}
