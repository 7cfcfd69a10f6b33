import type { Stage } from "../dockerfile/stages";
import type { BuildEventBody } from "./events";
import type { Warning } from "./result";
import type { SolveLog, SolveMessage, SolveTransfer } from "./solve";
import { decodeUtf8, joinBytes } from "./utf8";
import { type Told, tellVertexes, type VertexBody } from "./vertexes";
import { warningOf } from "./warning";

/** One transfer as it was last told. */
type ToldTransfer = {
  readonly name: string;
  readonly current: number;
  readonly completed: boolean;
};

/** All that the messages of one solve have said so far. */
export type Translation = {
  readonly stages: readonly Stage[];
  readonly vertexes: ReadonlyMap<string, Told>;
  /** A neighbour's vertex → ours that it stands for. */
  readonly neighbours: ReadonlyMap<string, string>;
  readonly transfers: ReadonlyMap<string, ToldTransfer>;
  readonly warnings: readonly Warning[];
  /** Per vertex and stream, the start of a character whose rest has not come. */
  readonly unfinished: ReadonlyMap<string, Uint8Array>;
  /** Per vertex, the end of its output. */
  readonly tails: ReadonlyMap<string, string>;
  /** Bytes of output so far, all vertexes together. */
  readonly logBytes: number;
};

const tailLength = 8192;
/** A transfer is told again when it has moved by this share of its total … */
const transferShare = 0.05;
/** … or, where the total is not known, by this many bytes. */
const transferBytes = 1024 * 1024;

/** A solve of which nothing has been said. */
export function untold(stages: readonly Stage[]): Translation {
  return {
    stages,
    vertexes: new Map(),
    neighbours: new Map(),
    transfers: new Map(),
    warnings: [],
    unfinished: new Map(),
    tails: new Map(),
    logBytes: 0,
  };
}

/** Takes one message of the engine: what is known after it, and the events that it is worth. */
export function translate(
  before: Translation,
  message: SolveMessage,
): { after: Translation; bodies: BuildEventBody[] } {
  const bodies: BuildEventBody[] = [];
  const { vertexes, neighbours } = tellVertexes(before, message.vertexes, bodies);
  const ours = <T extends { readonly vertex: string }>(one: T): T => ({
    ...one,
    vertex: neighbours.get(one.vertex) ?? one.vertex,
  });
  const transfers = tellTransfers(before, message.statuses.map(ours), bodies);
  const { unfinished, tails, logBytes } = tellLogs(before, message.logs.map(ours), bodies);
  const warnings = tellWarnings(before, message, bodies);
  const { stages } = before;
  return {
    after: { stages, vertexes, neighbours, transfers, warnings, unfinished, tails, logBytes },
    bodies,
  };
}

/**
 * The events that are left when a build has succeeded: what never began was done by a neighbour, or
 * stood in the cache before anybody asked.
 */
export function settle(before: Translation): { after: Translation; bodies: BuildEventBody[] } {
  const vertexes = new Map(before.vertexes);
  const bodies: BuildEventBody[] = [];
  for (const [id, { body, match }] of before.vertexes) {
    if (body.state !== "waiting") continue;
    const cached: VertexBody = { ...body, state: "cached" };
    vertexes.set(id, { body: cached, match });
    bodies.push(cached);
  }
  return { after: { ...before, vertexes }, bodies };
}

function tellTransfers(
  before: Translation,
  news: readonly SolveTransfer[],
  bodies: BuildEventBody[],
) {
  if (news.length === 0) return before.transfers;
  const told = new Map(before.transfers);
  for (const { vertex, id, name: given, current, total, completed } of news) {
    // Not a transfer but a word on what is being done, e.g. `exporting layers`.
    if (current === 0 && total === 0) continue;
    const key = `${vertex} ${id}`;
    const last = told.get(key);
    const name = last?.name ?? transferName(given || id, told.size + 1);
    const step = total > 0 ? total * transferShare : transferBytes;
    const moved = !last || Math.abs(current - last.current) >= Math.max(1, step);
    const ended = completed !== undefined && !last?.completed;
    if (!moved && !ended) continue;
    told.set(key, { name, current, completed: completed !== undefined });
    bodies.push({ type: "transfer", vertex, name, current, total });
  }
  return told;
}

// A digest means nothing to a reader (moby/buildkit#2126): layers are told apart by number.
function transferName(name: string, place: number): string {
  return name.replace(/sha256:[0-9a-f]{64}/, `layer ${place}`);
}

function tellLogs(before: Translation, news: readonly SolveLog[], bodies: BuildEventBody[]) {
  let { logBytes } = before;
  if (news.length === 0) return before;
  const unfinished = new Map(before.unfinished);
  const tails = new Map(before.tails);
  for (const { vertex, stream, data } of news) {
    const key = `${vertex} ${stream}`;
    const { text, rest } = decodeUtf8(joinBytes(unfinished.get(key) ?? new Uint8Array(), data));
    unfinished.set(key, rest);
    logBytes += data.length;
    if (text === "") continue;
    tails.set(vertex, ((tails.get(vertex) ?? "") + text).slice(-tailLength));
    bodies.push({ type: "log", vertex, stream: stream === 2 ? "stderr" : "stdout", text });
  }
  return { unfinished, tails, logBytes };
}

function tellWarnings(before: Translation, { warnings }: SolveMessage, bodies: BuildEventBody[]) {
  const told = [...before.warnings];
  for (const warning of warnings.map(warningOf)) {
    if (told.some(({ rule, line, message }) => isThe(warning, rule, line, message))) continue;
    told.push(warning);
    bodies.push({ type: "warning", ...warning });
  }
  return told;
}

function isThe(warning: Warning, rule: string, line: number | undefined, message: string) {
  return warning.rule === rule && warning.line === line && warning.message === message;
}
