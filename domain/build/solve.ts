/**
 * The engine's messages, as far as the translation into events reads them. The shape is BuildKit's own
 * (`server/buildkit/types.ts` mirrors it whole), named here because the domain knows no server.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/client/graph.go
 */
export type SolveMessage = {
  readonly vertexes: readonly SolveVertex[];
  readonly statuses: readonly SolveTransfer[];
  readonly logs: readonly SolveLog[];
  readonly warnings: readonly SolveWarning[];
};

export type SolveVertex = {
  readonly digest: string;
  readonly inputs: readonly string[];
  readonly name: string;
  readonly started?: string;
  readonly completed?: string;
  readonly cached: boolean;
  readonly error?: string;
};

/** `current` and `total` are bytes. */
export type SolveTransfer = {
  readonly id: string;
  readonly vertex: string;
  readonly name: string;
  readonly current: number;
  readonly total: number;
  readonly completed?: string;
};

/** `stream` 1 is stdout, 2 is stderr. */
export type SolveLog = {
  readonly vertex: string;
  readonly stream: 1 | 2;
  readonly data: Uint8Array;
};

/** `short` starts with the rule's name; lines count from 1. */
export type SolveWarning = {
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string;
  readonly lines: readonly { readonly start: number; readonly end: number }[];
};
