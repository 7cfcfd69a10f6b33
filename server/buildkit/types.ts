/**
 * What this client takes and gives. Statuses mirror BuildKit's own client types, foreign spelling
 * turned to camel case and times to ISO 8601 text.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/client/graph.go
 */

/** One node of the build graph: an instruction, or the engine's own work (load, resolve, export). */
export type Vertex = {
  readonly digest: string;
  readonly inputs: readonly string[];
  /** E.g. `[builder 4/5] RUN npm install`. */
  readonly name: string;
  readonly started?: string;
  readonly completed?: string;
  readonly cached: boolean;
  readonly error?: string;
};

/** Progress inside a vertex: a pull, a transfer, an extraction. `current` and `total` are bytes. */
export type VertexStatus = {
  readonly id: string;
  readonly vertex: string;
  readonly name: string;
  readonly current: number;
  readonly total: number;
  readonly timestamp: string;
  readonly started?: string;
  readonly completed?: string;
};

export type VertexLog = {
  readonly vertex: string;
  /** 1 is stdout, 2 is stderr. */
  readonly stream: 1 | 2;
  readonly data: Uint8Array;
  readonly timestamp: string;
};

/** One of Docker's build checks: `short` starts with the rule's name, ranges count lines from 1. */
export type VertexWarning = {
  readonly vertex: string;
  readonly level: number;
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string;
  readonly file?: string;
  readonly lines: readonly { readonly start: number; readonly end: number }[];
};

/** One message of the `Status` stream. */
export type SolveStatus = {
  readonly vertexes: readonly Vertex[];
  readonly statuses: readonly VertexStatus[];
  readonly logs: readonly VertexLog[];
  readonly warnings: readonly VertexWarning[];
};

/**
 * A rule of the solver's source policy; the last rule that matches wins, and what no rule matches is
 * allowed. `selector` may hold `*`: `docker-image://docker.io/library/node:*`, `https://*`, `*`.
 */
export type SourceRule = {
  readonly action: "allow" | "deny";
  readonly selector: string;
};

export type SolveRequest = {
  /** The build context: normalised relative path → content. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** Where given, the image is stored in the engine under this name. */
  readonly tag?: string;
  /** The cgroup below which every process of this build runs. */
  readonly cgroupParent?: string;
  /** Name → address, written to `/etc/hosts` in every instruction. */
  readonly addHosts?: Readonly<Record<string, string>>;
  /** Keeps `RUN --mount=type=cache` apart from other namespaces'; has no slash. */
  readonly cacheNamespace?: string;
  readonly sourcePolicy?: readonly SourceRule[];
  /** As `docker build --ulimit`: e.g. `nofile=1024:1024`. */
  readonly ulimits?: readonly string[];
  /**
   * Who reads the Dockerfile. `declared` (the default) is the frontend image that `# syntax=` or the
   * build argument `BUILDKIT_SYNTAX` names, if any; `engine` is the one built into the engine,
   * whatever they name. The engine's may be older, and then refuses what it does not know.
   */
  readonly syntax?: "declared" | "engine";
};

export type SolveResult = {
  /** The Engine's id of the image, `sha256:…`; absent where the build exported nothing. */
  readonly imageId?: string;
  /** The exporter's raw answer, e.g. `containerimage.digest`. */
  readonly exporter: Readonly<Record<string, string>>;
};

/** One record of the build cache; `createdAt` in ms, by the engine's clock. */
export type CacheRecord = {
  readonly id: string;
  readonly bytes: number;
  /** Something needs it, so that it can't be freed. */
  readonly inUse: boolean;
  readonly shared: boolean;
  readonly createdAt: number;
  /** E.g. `mount / from exec /bin/sh -c npm install`. */
  readonly description: string;
};

/** Lines of a source file that an error points at, from 1. */
export type ErrorSource = {
  readonly file: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
};

/**
 * Why a solve did not succeed. `kind`: `solve` (BuildKit said no; `vertex`, `exitCode` and `source`
 * where it told), `canceled` (the caller's signal), `engine` (the engine is gone, or broke off).
 */
export type SolveErrorKind = "solve" | "canceled" | "engine";
