import { type Match, matchVertex } from "../dockerfile/match";
import type { Stage } from "../dockerfile/stages";
import type { BuildEventBody, VertexState } from "./events";
import type { SolveVertex } from "./solve";

export type VertexBody = Extract<BuildEventBody, { type: "vertex" }>;

/** One vertex as it was last told, and what it is in the Dockerfile. */
export type Told = { readonly body: VertexBody; readonly match: Match };

/**
 * The vertexes of one solve. `neighbours` maps a neighbour's vertex to ours that it stands for: where
 * two builds come to the same instruction with the same input, BuildKit does it once, under the name
 * and digest of one of them.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/solver/edge.go (edges that merge)
 */
type Vertexes = {
  readonly vertexes: ReadonlyMap<string, Told>;
  readonly neighbours: ReadonlyMap<string, string>;
};

/** Takes the engine's news of vertexes; what changed becomes events in `bodies`. */
export function tellVertexes(
  before: Vertexes & { readonly stages: readonly Stage[] },
  news: readonly SolveVertex[],
  bodies: BuildEventBody[],
): Vertexes {
  if (news.length === 0) return before;
  const told = new Map(before.vertexes);
  const neighbours = new Map(before.neighbours);
  for (const vertex of news) {
    const known = neighbours.get(vertex.digest) ?? vertex.digest;
    const match =
      told.get(known)?.match ?? matchVertex(vertex.name, before.stages, linesBegun(told));
    const id = told.has(known) ? known : (waitingAt(told, match.line) ?? vertex.digest);
    if (id !== vertex.digest) neighbours.set(vertex.digest, id);
    const last = told.get(id);
    const inputs = id === vertex.digest ? vertex.inputs : (last?.body.inputs ?? []);
    const body = vertexBody({ ...vertex, digest: id, inputs }, match);
    if (last && same(last.body, body)) continue;
    told.set(id, { body, match });
    bodies.push(body);
  }
  return { vertexes: told, neighbours };
}

/** The digests of what runs now, by every name that the engine gives it. */
export function runsNow({ vertexes, neighbours }: Vertexes): ReadonlySet<string> {
  const running = new Set(
    [...vertexes.values()]
      .filter(({ body }) => body.state === "running")
      .map(({ body }) => body.id),
  );
  const others = [...neighbours].filter(([, ours]) => running.has(ours)).map(([theirs]) => theirs);
  return new Set([...running, ...others]);
}

/** Whether the engine itself copies files now, so that no process of the build's writes them. */
export function copies({ vertexes }: Pick<Vertexes, "vertexes">): boolean {
  return [...vertexes.values()].some(
    ({ body, match }) =>
      body.state === "running" && (match.keyword === "COPY" || match.keyword === "ADD"),
  );
}

function linesBegun(told: ReadonlyMap<string, Told>): ReadonlySet<number> {
  const begun = [...told.values()].filter(({ body }) => body.state !== "waiting");
  return new Set(begun.flatMap(({ match: { line } }) => line ?? []));
}

function waitingAt(told: ReadonlyMap<string, Told>, line: number | undefined): string | undefined {
  if (line === undefined) return undefined;
  return [...told.values()].find(
    ({ body, match }) => match.line === line && body.state === "waiting",
  )?.body.id;
}

function vertexBody(vertex: SolveVertex, match: Match): VertexBody {
  const { digest: id, inputs, started, completed, error } = vertex;
  return {
    type: "vertex",
    id,
    stage: match.stage,
    instruction: match.instruction,
    ...(match.line === undefined ? {} : { line: match.line }),
    state: stateOf(vertex),
    ...(started ? { startedAt: started } : {}),
    ...(completed ? { endedAt: completed } : {}),
    inputs: [...inputs],
    ...(error ? { error } : {}),
  };
}

function stateOf({ error, cached, completed, started }: SolveVertex): VertexState {
  // A neighbour's failure and the learner's cancel both end a vertex with Go's context error.
  if (error) return /context canceled/.test(error) ? "canceled" : "failed";
  if (cached) return "cached";
  if (completed) return "done";
  return started ? "running" : "waiting";
}

function same(a: VertexBody, b: VertexBody): boolean {
  return (
    a.state === b.state &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    a.error === b.error &&
    a.inputs.length === b.inputs.length
  );
}
