import type { SandboxStatus } from "./sandbox";

/** What the reason depends on; `facts` is what a sandbox that is ready says of itself. */
type News = {
  readonly status: Pick<SandboxStatus, "state" | "message">;
  readonly facts: object | null;
};

/** Why builds wait though nobody is ahead of them, in words; undefined where they don't have to. */
export function waitingReason({ status, facts }: News): string | undefined {
  const message = status.message.replace(/\.?$/, ".");
  switch (status.state) {
    case "ready":
      return facts ? undefined : "The sandbox is up, but does not say where its engine is.";
    case "starting":
      return `The sandbox is starting: ${message} Your build starts when it is ready.`;
    case "failed":
      return `The sandbox could not start: ${message} Your build waits until it is ready.`;
    case "stopped":
      return "The sandbox is stopped. Your build waits until it runs again.";
    case "absent":
      return `${message} Your build waits until there is one.`;
  }
}
