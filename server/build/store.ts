import type { Build, BuildStatus } from "@/domain/build/build";
import type { BuildEvent } from "@/domain/build/events";
import { type Durations, noDurations, withDuration } from "@/domain/build/expect";
import type { Failure } from "@/domain/build/failure";
import type { HistoryEntry } from "@/domain/build/history";
import { type BuildInputs, laneOf } from "@/domain/build/inputs";
import type { BuildRequest } from "@/domain/build/request";
import type { BuildResult } from "@/domain/build/result";
import type { Before } from "@/domain/build/reused";
import { summaryOf } from "@/domain/build/summary";
import { limits } from "@/domain/limits";
import type { Database } from "@/server/storage/database";
import { pack, packRequest, unpack, unpackRequest } from "./archive";
import {
  beforeOf,
  buildOf,
  entryOf,
  inputsIn,
  looked,
  recent,
  standing,
  storedRequest,
  text,
  unfinished,
} from "./rows";

/** What a build is for that only looks into a stage of another, which has ended. */
export type Look = {
  /** The other build. */
  readonly of: string;
  /** Index of its stage. */
  readonly stage: number;
};

/** A build that has not ended. */
export type Unfinished = {
  readonly id: string;
  /** Where it looks into a stage: its learner is not told of it as of a build. */
  readonly look?: Look | undefined;
  readonly learner: string;
  readonly round: number;
  readonly arrival: number;
  /** How often it was started; an attempt that a shutdown ended is not counted. */
  readonly attempts: number;
  /** How often a new process has taken it over. */
  readonly lives: number;
  readonly request: BuildRequest;
  readonly createdAt: number;
};

/** How a build ended. */
type Ended = {
  readonly status: "finished" | "failed" | "canceled";
  readonly at: number;
  readonly result?: BuildResult;
  readonly failure?: Failure;
  readonly events: readonly BuildEvent[];
  /** What is kept of the request, so that a stage can be built again. */
  readonly files?: BuildRequest | undefined;
};

/** How a look into a stage stands. */
export type Looked = {
  readonly stage: number;
  readonly status: BuildStatus;
  readonly result?: BuildResult | undefined;
};

/** The builds in the database; times are milliseconds. */
export type Store = {
  /** Builds of the learner that wait or run, the learner's last round, and the round being served. */
  standing(learner: string): Promise<{ active: number; last: number | null; served: number }>;
  /** Gives the order of arrival. */
  insert(
    build: Omit<Unfinished, "arrival" | "attempts" | "lives"> & {
      kind: string;
      inputs: BuildInputs;
    },
  ): Promise<number>;
  /** Marks a build as running, one attempt more. */
  start(id: string, at: number): Promise<void>;
  /** Puts a running build back, its attempt not counted. */
  requeue(id: string): Promise<void>;
  end(id: string, ended: Ended): Promise<void>;
  /** Null where the learner has no such build. */
  find(id: string, learner: string): Promise<Build | null>;
  /** What a build was asked with; null where it has ended and its files are not kept any more. */
  files(id: string): Promise<BuildRequest | null>;
  /** The looks into a build's stages, those that wait and run among them. */
  looks(of: string): Promise<Looked[]>;
  /** The learner's last builds, the newest first. */
  list(learner: string): Promise<HistoryEntry[]>;
  /** What a build was made from; null where that was not kept. */
  inputs(id: string): Promise<BuildInputs | null>;
  /** The journal of a build that has ended; null where there is none. */
  events(id: string): Promise<BuildEvent[] | null>;
  /** The learner's last build of the same lane that arrived earlier, and that the engine worked on. */
  before(
    build: Pick<Unfinished, "learner" | "arrival"> & { inputs: BuildInputs },
  ): Promise<Before | null>;
  /** The builds that a former process left, one life further. */
  takeOver(): Promise<Unfinished[]>;
  /** How long the last builds took. */
  recent(): Promise<Durations>;
  /** Forgets builds that ended before, and the oldest above a ceiling; gives how many. */
  forget(before: number, ceilings: { builds: number; bytes: number }): Promise<number>;
  /** Drops the files of builds that ended before, and the oldest above so many bytes; gives how many. */
  dropFiles(before: number, bytes: number): Promise<number>;
};

const iso = (at: number) => new Date(at).toISOString();

export function openStore({ query }: Pick<Database, "query">): Store {
  const one = async (text: string, values?: unknown[]) => (await query(text, values))[0];
  return {
    async standing(learner) {
      const row = await one(
        `select
           (select count(*)::int from builds
             where learner = $1 and status in ('queued', 'running')) active,
           (select max(round) from builds where learner = $1
             and (started_at is not null or status = 'queued')) last,
           coalesce((select max(round) from builds where started_at is not null), 0) served`,
        [learner],
      );
      return standing.parse(row);
    },
    async insert({ id, learner, round, request, createdAt, kind, inputs, look }) {
      // A look is nothing that the learner's next build is compared with, or that a list shows.
      const made = look ? [null, null] : [laneOf(inputs), text(inputs)];
      const row = await one(
        `insert into builds
           (id, learner, round, status, request, created_at, kind, lane, inputs, look_of, stage)
         values ($1, $2, $3, 'queued', $4, $5, $6, $7, $8, $9, $10) returning arrival`,
        [
          id,
          learner,
          round,
          text(request),
          iso(createdAt),
          kind,
          ...made,
          look?.of ?? null,
          look?.stage ?? null,
        ],
      );
      return Number(row?.arrival);
    },
    async start(id, at) {
      await query(
        `update builds set status = 'running', attempts = attempts + 1,
           started_at = coalesce(started_at, $2) where id = $1`,
        [id, iso(at)],
      );
    },
    async requeue(id) {
      await query(
        `update builds set status = 'queued', attempts = attempts - 1
         where id = $1 and status = 'running'`,
        [id],
      );
    },
    async end(id, { status, at, result, failure, events, files }) {
      // Its files are most of a row: what may be needed again is kept apart, and not for long.
      await query(
        `update builds set status = $2, ended_at = $3, result = $4, failure = $5, journal = $6,
           files = $7, summary = $8, request = '' where id = $1`,
        [
          id,
          status,
          iso(at),
          text(result),
          text(failure),
          await pack(events),
          files ? await packRequest(files) : null,
          text(summaryOf({ result, failure }) ?? undefined),
        ],
      );
    },
    async find(id, learner) {
      // PostgreSQL's text can't hold it, so no build has such an id.
      if (id.includes("\0")) return null;
      const row = await one(
        `select id, status, created_at, started_at, ended_at, inputs, result, failure
         from builds where id = $1 and learner = $2 and look_of is null`,
        [id, learner],
      );
      return row ? buildOf(row) : null;
    },
    async files(id) {
      const row = await one("select files, request from builds where id = $1", [id]);
      if (row?.files instanceof Uint8Array) return unpackRequest(row.files);
      return row?.request ? storedRequest.parse(row.request) : null;
    },
    async looks(of) {
      const rows = await query(
        "select stage, status, result from builds where look_of = $1 order by stage",
        [of],
      );
      return rows.map((row) => looked.parse(row));
    },
    async list(learner) {
      const rows = await query(
        `select id, status, created_at, started_at, ended_at, inputs, summary from builds
         where learner = $1 and inputs is not null order by arrival desc limit $2`,
        [learner, limits.historyList.value],
      );
      return rows.map(entryOf);
    },
    async inputs(id) {
      const row = await one("select inputs from builds where id = $1", [id]);
      return row ? inputsIn(row) : null;
    },
    async events(id) {
      const row = await one("select journal from builds where id = $1", [id]);
      return row?.journal instanceof Uint8Array ? unpack(row.journal) : null;
    },
    async before({ learner, arrival, inputs }) {
      const row = await one(
        `select inputs, summary from builds
         where learner = $1 and lane = $2 and arrival < $3 and summary is not null
         order by arrival desc limit 1`,
        [learner, laneOf(inputs), arrival],
      );
      return row ? beforeOf(row) : null;
    },
    async takeOver() {
      const rows = await query(
        `update builds set lives = lives + 1 where status in ('queued', 'running')
         returning id, learner, round, arrival, attempts, lives, request, created_at, look_of, stage`,
      );
      return rows.map((row) => unfinished.parse(row)).sort((a, b) => a.arrival - b.arrival);
    },
    async recent() {
      const rows = await query(
        `select kind, extract(epoch from ended_at - started_at)::float * 1000 ms from builds
         where kind is not null and status in ('finished', 'failed')
           and ended_at - started_at between '0' and $1 * interval '1 ms'
         order by arrival desc limit 300`,
        // More, or less than nothing, was measured by a clock that jumped.
        [limits.buildTime.value],
      );
      return rows
        .reverse()
        .map((row) => recent.parse(row))
        .reduce((so, { kind, ms }) => withDuration(so, kind, ms), noDurations);
    },
    async forget(before, { builds, bytes }) {
      const gone = await query(
        `delete from builds where id in (
           select id from (
             select id, ended_at, row_number() over newest place,
               sum(coalesce(pg_column_size(journal), 0) + coalesce(pg_column_size(result), 0)
                 + coalesce(pg_column_size(failure), 0) + coalesce(pg_column_size(inputs), 0)
                 + coalesce(pg_column_size(summary), 0)) over newest bytes
             from builds where ended_at is not null
             window newest as (order by arrival desc)
           ) ended where ended_at < $1 or place > $2 or bytes > $3)
         returning id`,
        [iso(before), builds, bytes],
      );
      // Nobody else does it in an embedded database, and its files would only ever grow.
      if (gone.length > 0) await query("vacuum builds");
      return gone.length;
    },
    async dropFiles(before, bytes) {
      const dropped = await query(
        `update builds set files = null where id in (
           select id from (
             select id, ended_at, sum(pg_column_size(files)) over (order by arrival desc) bytes
             from builds where files is not null
           ) kept where ended_at < $1 or bytes > $2)
         returning id`,
        [iso(before), bytes],
      );
      if (dropped.length > 0) await query("vacuum builds");
      return dropped.length;
    },
  };
}
