import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import type * as wire from "./gen/control_pb";
import type { Range } from "./gen/ops_pb";
import type { SolveStatus, Vertex, VertexLog, VertexStatus, VertexWarning } from "./types";

/** Turns one message of the `Status` stream into the client's own words. */
export function solveStatus(message: wire.StatusResponse): SolveStatus {
  return {
    vertexes: message.vertexes.map(vertex),
    statuses: message.statuses.map(vertexStatus),
    logs: message.logs.map(vertexLog),
    warnings: message.warnings.map(vertexWarning),
  };
}

/** Turns positions into whole lines, from 1. */
export function lineRanges(ranges: readonly Range[]): { start: number; end: number }[] {
  return ranges.flatMap(({ start, end }) =>
    start ? [{ start: start.line, end: end?.line || start.line }] : [],
  );
}

function vertex(from: wire.Vertex): Vertex {
  return {
    digest: from.digest,
    inputs: from.inputs,
    name: from.name,
    cached: from.cached,
    ...times(from),
    ...(from.error && { error: from.error }),
  };
}

function vertexStatus(from: wire.VertexStatus): VertexStatus {
  return {
    id: from.ID,
    vertex: from.vertex,
    name: from.name,
    current: Number(from.current),
    total: Number(from.total),
    timestamp: iso(from.timestamp),
    ...times(from),
  };
}

function vertexLog(from: wire.VertexLog): VertexLog {
  return {
    vertex: from.vertex,
    stream: from.stream === 2n ? 2 : 1,
    data: from.msg,
    timestamp: iso(from.timestamp),
  };
}

function vertexWarning(from: wire.VertexWarning): VertexWarning {
  return {
    vertex: from.vertex,
    level: Number(from.level),
    short: utf8(from.short),
    detail: from.detail.map(utf8),
    url: from.url,
    ...(from.info?.filename && { file: from.info.filename }),
    lines: lineRanges(from.ranges),
  };
}

function times({ started, completed }: { started?: Timestamp; completed?: Timestamp }) {
  return {
    ...(started && { started: iso(started) }),
    ...(completed && { completed: iso(completed) }),
  };
}

/** Absent means the epoch, as in Go's protobuf. */
function iso(time: Timestamp | undefined): string {
  return (time ? timestampDate(time) : new Date(0)).toISOString();
}

const decoder = new TextDecoder();

function utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
