import { call } from "./call";
import { type Follow, follow } from "./follow";

/** What the stores need of the world. */
export type Ports = {
  readonly call: typeof call;
  readonly follow: Follow;
  readonly now: () => number;
  /** Runs something later, until the returned function is called. */
  readonly wait: (run: () => void, ms: number) => () => void;
};

export const browser: Ports = {
  call,
  follow,
  now: () => Date.now(),
  wait: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
