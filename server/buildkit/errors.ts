import { type DescMessage, fromJson, type MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { SourceSchema, SubrequestSchema, VertexSchema } from "./gen/errdefs_pb";
import { ExitMessageSchema } from "./gen/gateway_pb";
import { lineRanges } from "./status";
import type { ErrorSource, SolveErrorKind } from "./types";

type Facts = {
  /** Digest of the vertex that failed. */
  readonly vertex?: string;
  /** Of the process that an instruction ran; 137 is a kill, e.g. for want of memory. */
  readonly exitCode?: number;
  /** Where in the Dockerfile. */
  readonly source?: ErrorSource;
};

/** Why a solve did not succeed; `cause` holds what the transport said. */
export class SolveError extends Error {
  override readonly name = "SolveError";
  readonly vertex: string | undefined;
  readonly exitCode: number | undefined;
  readonly source: ErrorSource | undefined;

  constructor(
    readonly kind: SolveErrorKind,
    message: string,
    options: ErrorOptions & Facts = {},
  ) {
    super(message, options);
    this.vertex = options.vertex;
    this.exitCode = options.exitCode;
    this.source = options.source;
  }
}

/**
 * Sorts what a call threw: BuildKit's own no is `solve`, any other trouble of the call is `engine`.
 * What is no call's trouble (a bug) comes back as it is.
 */
export function solveError(cause: unknown): unknown {
  if (!(cause instanceof ConnectError)) return cause;
  const facts = factsOf(cause);
  const kind = answered(cause) && !(broken.has(cause.code) && isEmpty(facts)) ? "solve" : "engine";
  return new SolveError(kind, cause.rawMessage, { cause, ...facts });
}

/** Whether the frontend told us that it does not know the subrequest. */
export function isUnknownSubrequest(error: unknown): boolean {
  return (
    error instanceof ConnectError &&
    detailsOf(error, "errdefs.Subrequest", SubrequestSchema).length > 0
  );
}

// An engine that shuts down cancels its builds, and says so in the same words as for a caller's own.
const broken = new Set([Code.Canceled, Code.Unavailable]);

/** A status in the trailer comes from BuildKit; without one the connection broke. */
function answered(error: ConnectError): boolean {
  return error.metadata.has("grpc-status");
}

function isEmpty(facts: Facts): boolean {
  return Object.keys(facts).length === 0;
}

function factsOf(error: ConnectError): Facts {
  const vertex = detailsOf(error, "errdefs.Vertex", VertexSchema).at(-1)?.digest;
  const exitCode = detailsOf(error, "gatewayapi.ExitMessage", ExitMessageSchema).at(-1)?.Code;
  const source = detailsOf(error, "errdefs.Source", SourceSchema)
    .map(({ info, ranges }) => ({ file: info?.filename ?? "", ranges: lineRanges(ranges) }))
    .findLast(({ ranges }) => ranges.length > 0);
  return {
    ...(vertex && { vertex }),
    ...(exitCode !== undefined && { exitCode }),
    ...(source && { source }),
  };
}

/**
 * BuildKit packs its typed errors as JSON into the details of the gRPC status.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/util/grpcerrors/grpcerrors.go
 */
function detailsOf<D extends DescMessage>(
  error: ConnectError,
  type: string,
  schema: D,
): MessageShape<D>[] {
  return error.details.flatMap((detail) => {
    if (!("type" in detail) || detail.type !== `${type}+json`) return [];
    try {
      const json = JSON.parse(new TextDecoder().decode(detail.value));
      return [fromJson(schema, json, { ignoreUnknownFields: true })];
    } catch {
      // A detail that does not parse must not hide the error that it belongs to.
      return [];
    }
  });
}
