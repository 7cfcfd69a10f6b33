import { z } from "zod";
import { build, buildAccepted } from "./build/build";
import { buildEvent } from "./build/events";
import { buildHistory } from "./build/history";
import { buildRecord } from "./build/record";
import { buildRequest } from "./build/request";
import { shared } from "./build/share";
import { stageLooks, stagePending } from "./build/stage-look";
import { health } from "./health";
import { imageAnalysis } from "./image/analysis";
import { layerFiles } from "./image/browse";
import { fileDiff } from "./image/file-diff";
import { imageFiles } from "./image/files";
import { saving } from "./image/saving";
import { lessonSummary } from "./lesson/schema";
import { type LimitName, limits } from "./limits";
import { problem } from "./problem";
import { runEvent } from "./run/events";
import { run, runRequest } from "./run/run";
import { sandboxView } from "./sandbox/view";

const limit = z.object({
  value: z.number(),
  unit: z.string(),
  perMs: z.number().optional(),
  label: z.string(),
  reason: z.string(),
});
const limitNames = Object.keys(limits) as LimitName[];

/** What goes over the wire, by the name that the description gives it. */
const schemas = {
  Build: build,
  BuildAccepted: buildAccepted,
  BuildEvent: buildEvent,
  BuildHistory: buildHistory,
  BuildRecord: buildRecord,
  BuildRequest: buildRequest,
  FileDiff: fileDiff,
  Health: health,
  ImageAnalysis: imageAnalysis,
  LayerFiles: layerFiles,
  Saving: saving,
  ImageFiles: imageFiles,
  Lessons: z.array(lessonSummary),
  Limits: z.record(z.enum(limitNames), limit),
  Problem: problem,
  Run: run,
  RunEvent: runEvent,
  RunRequest: runRequest,
  Sandbox: sandboxView,
  StageLooks: stageLooks,
  StagePending: stagePending,
  Shared: shared,
} as const;

type SchemaName = keyof typeof schemas;
/** An answer's words and, where it has a body, the body's schema and media type. */
type Answer = { says: string; body?: SchemaName; type?: string };
type Call = {
  does: string;
  takes?: SchemaName;
  query?: Readonly<Record<string, string>>;
  answers: Readonly<Record<number, Answer>>;
};

const json = "application/json";
const events = "text/event-stream";
const wrong = (says: string): Answer => ({
  says,
  body: "Problem",
  type: "application/problem+json",
});
const notYours = wrong("There is no such thing, or it is not yours.");
const crossOrigin = wrong("A page of another origin asked.");
const tooMany = wrong("Too many requests; `Retry-After`.");

const calls: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  "/api/builds": {
    get: {
      does: "The learner's last builds, the newest first.",
      answers: { 200: { says: "The builds; none for one who is new.", body: "BuildHistory" } },
    },
    post: {
      does: "Queues a build of the files in the body.",
      takes: "BuildRequest",
      answers: {
        202: { says: "Queued; `Location` names it.", body: "BuildAccepted" },
        400: wrong("The body does not fit its schema."),
        403: crossOrigin,
        413: wrong("The build context is over a limit."),
        422: wrong("A path, the Dockerfile or an image that can't be built from."),
        429: wrong("Too many builds of yours wait or run, or too many requests; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}": {
    get: {
      does: "A build's status and, at its end, its result or failure.",
      answers: { 200: { says: "The build.", body: "Build" }, 404: notYours },
    },
    delete: {
      does: "Cancels a build; one that has ended stays as it is.",
      answers: {
        202: { says: "It ends, or has ended." },
        403: crossOrigin,
        404: notYours,
        429: tooMany,
      },
    },
  },
  "/api/builds/{id}/events": {
    get: {
      does: "A build's events from the start, or after `Last-Event-ID`, until its last one.",
      query: { after: "As `Last-Event-ID`, for a client that can't set it." },
      answers: {
        200: { says: "Each event's data is one of these.", body: "BuildEvent", type: events },
        204: { says: "There is nothing more to come." },
        404: notYours,
      },
    },
  },
  "/api/builds/{id}/analysis": {
    get: {
      does: "What the layers of the built image hold, and its unpacked, compressed and unique size.",
      answers: {
        200: {
          says: "The analysis; `compressedBytes` as soon as it has been measured: ask again.",
          body: "ImageAnalysis",
        },
        404: notYours,
        409: wrong("The build did not finish, or its image is gone."),
        413: wrong("The image has more files than are listed."),
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}/files": {
    get: {
      does: "What a folder of the built image holds, and which layer did what to it.",
      query: { path: "The folder, `/` where absent.", layer: "As of this layer, from 0." },
      answers: {
        200: { says: "The folder.", body: "ImageFiles" },
        400: wrong("A path that is not absolute, or a layer that is not there."),
        404: notYours,
        409: wrong("The build did not finish, or its image is gone."),
        413: wrong("The image has more files than are listed."),
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}/stages": {
    get: {
      does: "What the stages weigh that a build threw away, or that failed. They are built again one by one: ask again while one is pending.",
      answers: {
        200: { says: "Those that can be looked into.", body: "StageLooks" },
        404: notYours,
      },
    },
  },
  "/api/builds/{id}/stages/{stage}/files": {
    get: {
      does: "What a folder of such a stage holds; of one that failed, before the instruction that did.",
      query: { path: "The folder, `/` where absent.", layer: "As of this layer, from 0." },
      answers: {
        200: { says: "The folder.", body: "ImageFiles" },
        202: { says: "The stage is being built again; `Retry-After`.", body: "StagePending" },
        400: wrong("A path that is not absolute, or a layer that is not there."),
        404: wrong("There is no such build of yours, stage or folder."),
        409: wrong("The stage could not be built again, or its image is gone."),
        413: wrong("The stage has more files than are listed."),
        429: tooMany,
      },
    },
  },
  "/api/builds/{id}/changes": {
    get: {
      does: "How the final files of the build's image differ from those of another build's.",
      query: { since: "Id of the other build; what is only in its image counts as removed." },
      answers: {
        200: { says: "Files added, removed and changed.", body: "FileDiff" },
        404: notYours,
        409: wrong("A build did not finish, or its image is gone."),
        413: wrong("An image has more files than are listed."),
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}/saving": {
    get: {
      does: "Why the build's image and another build's differ in weight, by cause.",
      query: {
        against: "Id of the other build; which of the two is the heavy one, the answer says.",
      },
      answers: {
        200: { says: "The causes, which sum exactly to the difference.", body: "Saving" },
        404: notYours,
        409: wrong("A build did not finish, or its image is gone."),
        413: wrong("An image has more files than are listed."),
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}/layers/{layer}/files": {
    get: {
      does: "What one layer of the image (from 0) did to the files below it.",
      query: {
        path: "The folder, `/` where absent.",
        search: "Some text of a path, in place of a folder.",
      },
      answers: {
        200: { says: "What it added, modified and deleted.", body: "LayerFiles" },
        400: wrong("A path that is not absolute."),
        404: wrong("There is no such build of yours, or no such layer."),
        409: wrong("The build did not finish, or its image is gone."),
        413: wrong("The image has more files than are listed."),
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/builds/{id}/record": {
    get: {
      does: "All that is known of a build that has ended, as a file to keep.",
      answers: {
        200: { says: "The record.", body: "BuildRecord" },
        404: notYours,
        409: wrong("The build has not ended."),
      },
    },
  },
  "/api/builds/{id}/share": {
    post: {
      does: "Stores a finished build's result behind a link that anyone who has it can read.",
      answers: {
        201: { says: "Shared; `Location` is its page. The same link each time.", body: "Shared" },
        403: crossOrigin,
        404: notYours,
        409: wrong("The build did not finish."),
        429: wrong("Too many requests, or shared results of yours; `Retry-After`."),
        503: wrong("There is no room for more shared results."),
      },
    },
  },
  "/api/runs": {
    post: {
      does: "Starts a container of a finished build's image.",
      takes: "RunRequest",
      answers: {
        201: { says: "Started.", body: "Run" },
        400: wrong("The body does not fit its schema."),
        403: crossOrigin,
        404: notYours,
        409: wrong("The build did not finish, or its image is gone."),
        429: tooMany,
        503: wrong("The sandbox is not ready; `Retry-After`."),
      },
    },
  },
  "/api/runs/{id}": {
    get: {
      does: "A run's state and the end of its output.",
      answers: { 200: { says: "The run.", body: "Run" }, 404: notYours },
    },
    delete: {
      does: "Stops a run and removes its container.",
      answers: {
        202: { says: "It is stopped." },
        403: crossOrigin,
        404: notYours,
        429: tooMany,
      },
    },
  },
  "/api/runs/{id}/events": {
    get: {
      does: "A run's states and output from the start, or after `Last-Event-ID`, until it has ended.",
      answers: {
        200: {
          says: "An event is a `state`, or a `log`: more output.",
          body: "RunEvent",
          type: events,
        },
        204: { says: "There is nothing more to come." },
        404: notYours,
      },
    },
  },
  "/api/sandbox": {
    get: {
      does: "How far the sandbox is and, once it is ready, what it is.",
      answers: {
        200: { says: "The sandbox.", body: "Sandbox" },
        429: wrong("Too many new learners come from this address; `Retry-After`."),
      },
    },
  },
  "/api/sandbox/events": {
    get: {
      does: "The sandbox now, and whenever it changes.",
      answers: { 200: { says: "Each event's data is this.", body: "Sandbox", type: events } },
    },
  },
  "/api/lessons": {
    get: {
      does: "The lessons and their steps.",
      answers: { 200: { says: "The lessons, in order.", body: "Lessons" } },
    },
  },
  "/api/limits": {
    get: {
      does: "Every limit with its value, unit and reason.",
      answers: { 200: { says: "The limits, by name.", body: "Limits" } },
    },
  },
  "/api/health": {
    get: {
      does: "How engine, storage, disk and queue are.",
      answers: {
        200: { says: "All are fine.", body: "Health" },
        503: { says: "One is not; `Retry-After`.", body: "Health" },
      },
    },
  },
  "/api/openapi.json": {
    get: {
      does: "This description.",
      answers: { 200: { says: "An OpenAPI 3.1 document." } },
    },
  },
  "/api/metrics": {
    get: {
      does: "Counters and gauges in Prometheus' text format.",
      answers: { 200: { says: "The numbers.", type: "text/plain" } },
    },
  },
};

/** The description of this API, made from the schemas that the routes validate with (OpenAPI 3.1). */
export const openapi = {
  openapi: "3.1.0",
  info: { title: "Stagecraft", version: "1", description: "Build Dockerfiles on a real engine." },
  paths: map(calls, (methods, path) => map(methods, (call) => operation(path, call))),
  components: {
    schemas: map(schemas, (schema, name) =>
      z.toJSONSchema(schema, { io: String(name).endsWith("Request") ? "input" : "output" }),
    ),
  },
};

function operation(path: string, { does, takes, query = {}, answers }: Call) {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
      return { name, in: "path", required: true, schema: { type: "string" } };
    }),
    ...Object.entries(query).map(([name, description]) => {
      return { name, in: "query", required: false, description, schema: { type: "string" } };
    }),
  ];
  return {
    summary: does,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takes ? { requestBody: { required: true, content: content(json, takes) } } : {}),
    responses: map(answers, ({ says, body, type = json }) => {
      const typed = body || type !== json ? { content: content(type, body) } : {};
      return { description: says, ...typed };
    }),
  };
}

function content(type: string, schema: SchemaName | undefined) {
  return { [type]: schema ? { schema: { $ref: `#/components/schemas/${schema}` } } : {} };
}

function map<K extends string | number, V, W>(
  entries: Readonly<Record<K, V>>,
  change: (value: V, key: string) => W,
): Record<string, W> {
  const pairs = Object.entries<V>(entries).map(
    ([key, value]) => [key, change(value, key)] as const,
  );
  return Object.fromEntries(pairs);
}
