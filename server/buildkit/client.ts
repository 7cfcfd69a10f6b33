import type { Duplex } from "node:stream";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { type Client, createClient } from "@connectrpc/connect";
import { SolveError, solveError } from "./errors";
import { Control } from "./gen/control_pb";
import { type Link, openLink } from "./link";
import { lint } from "./lint";
import { type SolveHooks, solve } from "./solve";
import type { CacheRecord, SolveRequest, SolveResult, VertexWarning } from "./types";

export { SolveError } from "./errors";

/** A client of the BuildKit inside one Docker Engine; any number of builds may run at once. */
export type BuildKit = {
  info(): Promise<{ buildkitVersion: string }>;
  /** Builds. Rejects with SolveError. */
  solve(request: SolveRequest, hooks?: SolveHooks): Promise<SolveResult>;
  /** Docker's build checks alone; empty where the engine has none. Rejects with SolveError. */
  lint(
    request: Pick<SolveRequest, "files" | "dockerfile" | "target" | "buildArgs" | "sourcePolicy">,
    hooks?: Pick<SolveHooks, "signal">,
  ): Promise<VertexWarning[]>;
  /** The build cache, a record a line. */
  diskUsage(): Promise<CacheRecord[]>;
  /** Frees build cache that nothing uses, down to `keepBytes` or of `ids` only; gives the bytes freed. */
  prune(options?: { keepBytes?: number; all?: boolean; ids?: readonly string[] }): Promise<number>;
  /** What is open now: sockets, and builds with a session of theirs. */
  stats(): { connections: number; sessions: number };
  /** Ends every connection; builds that still run reject. */
  close(): Promise<void>;
};

/**
 * Opens its first connection with the first call, and must be closed. `dial` gives a fresh connection
 * to the Engine's HTTP socket each time.
 */
export function connectBuildKit(dial: () => Promise<Duplex>): BuildKit {
  const sockets = new Map<Duplex, Promise<void>>();
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  let held: Promise<Link> | undefined;

  const counted = async () => {
    const socket = await dial();
    const gone = new Promise<void>((resolve) => {
      socket.once("close", () => {
        sockets.delete(socket);
        resolve();
      });
    });
    sockets.set(socket, gone);
    return socket;
  };
  const open = () => {
    const opening = openLink(counted, closing.signal);
    const forget = () => {
      if (held === opening) held = undefined;
    };
    opening.then(({ ended }) => ended.then(forget), forget);
    return opening;
  };
  const shared = async () => {
    if (closing.signal.aborted) throw new SolveError("engine", "this client is closed");
    held ??= open();
    return held;
  };
  const engine = { dial: counted, shared, closing: closing.signal };

  const tracked = <T>(work: Promise<T>): Promise<T> => {
    const done = () => void running.delete(settled);
    const settled: Promise<void> = work.then(done, done);
    running.add(settled);
    return work;
  };
  const call = async <T>(ask: (control: Client<typeof Control>) => Promise<T>): Promise<T> => {
    try {
      return await ask(createClient(Control, (await shared()).transport));
    } catch (error) {
      throw solveError(error);
    }
  };

  return {
    info: () =>
      call(async (control) => {
        const { buildkitVersion } = await control.info({});
        return { buildkitVersion: buildkitVersion?.version ?? "" };
      }),
    solve: (request, hooks) => tracked(solve(engine, request, hooks)),
    lint: (request, hooks) => tracked(lint(engine, request, hooks?.signal)),
    diskUsage: () =>
      call(async (control) => {
        const { record } = await control.diskUsage({});
        return record.map(({ ID, Size, InUse, Shared, CreatedAt, Description }) => ({
          id: ID,
          bytes: Number(Size),
          inUse: InUse,
          shared: Shared,
          createdAt: CreatedAt ? timestampMs(CreatedAt) : 0,
          description: Description,
        }));
      }),
    prune: ({ keepBytes = 0, all = false, ids = [] } = {}) =>
      call(async (control) => {
        let bytes = 0;
        const filter = ids.map((id) => `id==${id}`);
        const freed = control.prune({ all, filter, reservedSpace: BigInt(keepBytes) });
        for await (const { Size } of freed) bytes += Number(Size);
        return bytes;
      }),
    stats: () => ({ connections: sockets.size, sessions: running.size }),
    async close() {
      closing.abort();
      await Promise.all(running);
      await Promise.all(sockets.values());
    },
  };
}
