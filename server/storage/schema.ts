/**
 * The tables, as steps that are applied once each and in order; a step that was released is never
 * changed. What learners wrote is `text` and not `jsonb`, which can't hold U+0000.
 */
export const steps: readonly string[] = [
  `create table builds (
     id text primary key,
     learner text not null,
     arrival bigint generated always as identity,
     round integer not null,
     status text not null,
     attempts integer not null default 0,
     lives integer not null default 0,
     request text not null,
     created_at timestamptz not null,
     started_at timestamptz,
     ended_at timestamptz,
     result text,
     failure text,
     journal bytea
   );
   create index builds_of_learner on builds (learner, round desc);
   create index builds_served on builds (round desc) where started_at is not null;
   create index builds_unfinished on builds (arrival) where status in ('queued', 'running');
   create index builds_ended on builds (ended_at) where ended_at is not null;`,
  // What the kind of a build took is what its next is thought to take.
  "alter table builds add column kind text",
  // What a layer holds, by its diff id: read once for every image that has it. Either can be there alone.
  `create table layers (
     diff_id text primary key,
     content bytea,
     compressed_bytes bigint,
     used_at timestamptz not null
   );
   create index layers_used on layers (used_at);`,
  // The files of a build that has ended, packed, and the builds that look into its stages.
  `alter table builds add column files bytea;
   alter table builds add column look_of text;
   alter table builds add column stage integer;
   create index builds_files on builds (arrival desc) where files is not null;
   create unique index builds_looks on builds (look_of, stage) where look_of is not null;`,
  // What a build was made from, and the least of what came of it, for the next of its lane and for lists.
  `alter table builds add column lane text, add column inputs text, add column summary text;
   create index builds_of_lane on builds (learner, lane, arrival desc);`,
  // Results that anyone with the link can read; they outlive their builds.
  `create table shares (
     token text primary key,
     build text not null unique,
     learner text not null,
     created_at timestamptz not null,
     content bytea not null
   );
   create index shares_of_learner on shares (learner);`,
];
