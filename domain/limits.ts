/** A number that a learner can run into: what it bounds, its value, its unit, and why it exists. */
export type Limit = {
  readonly value: number;
  readonly unit: "bytes" | "ms" | "count" | "cpus";
  readonly label: string;
  readonly reason: string;
};

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Every limit of the product, by name. The code that enforces a limit, the API (`GET /api/limits`)
 * and the page read the same constant, so what is shown is what holds.
 */
export const limits = {
  contextFiles: {
    value: 200,
    unit: "count",
    label: "Files in the build context",
    reason: "A lesson's project has a handful; a small service fits.",
  },
  contextBytes: {
    value: 2 * MiB,
    unit: "bytes",
    label: "Build context, all files together",
    reason: "The context travels with every build as text.",
  },
  fileBytes: {
    value: 512 * KiB,
    unit: "bytes",
    label: "One file of the build context",
    reason: "A lock file fits; a bundle or a binary does not belong in a workspace.",
  },
  dockerfileBytes: {
    value: 32 * KiB,
    unit: "bytes",
    label: "A Dockerfile",
    reason: "The engine sends a failed Dockerfile back in a header that holds 64 KiB.",
  },
  pathLength: {
    value: 255,
    unit: "count",
    label: "Characters in a path",
    reason: "The longest name that the common file systems hold.",
  },
  buildArgs: {
    value: 32,
    unit: "count",
    label: "Build arguments",
    reason: "More is a configuration file.",
  },
  buildTime: {
    value: 5 * minute,
    unit: "ms",
    label: "A build, from its start to its end",
    reason: "A cold `npm install` takes seconds; a stuck one must free its slot.",
  },
  buildMemory: {
    value: 1 * GiB,
    unit: "bytes",
    label: "Memory of a build",
    reason: "What npm and a TypeScript compiler need, with room.",
  },
  buildProcesses: {
    value: 256,
    unit: "count",
    label: "Processes of a build",
    reason: "A fork bomb ends here.",
  },
  buildCpus: {
    value: 2,
    unit: "cpus",
    label: "Processors of a build",
    reason: "What stands idle is lent; builds that compete get equal shares.",
  },
  buildLog: {
    value: 1 * MiB,
    unit: "bytes",
    label: "Log of a build",
    reason: "Nobody reads more, and every follower holds it.",
  },
  queuedBuilds: {
    value: 10,
    unit: "count",
    label: "Builds of one learner that wait or run",
    reason: "The queue is shared.",
  },
  buildHistoryTime: {
    value: 7 * day,
    unit: "ms",
    label: "A build that has ended, with its events, until it is forgotten",
    reason: "Who comes back next week finds the result; then it is in the way.",
  },
  buildHistory: {
    value: 20_000,
    unit: "count",
    label: "Builds that have ended and are remembered, all learners together",
    reason: "A school's week; the oldest are forgotten first.",
  },
  buildHistoryBytes: {
    value: 256 * MiB,
    unit: "bytes",
    label: "Events and results of those builds, packed",
    reason: "Twenty thousand usual builds take a fifth of it; the oldest are forgotten first.",
  },
  buildCache: {
    value: 4 * GiB,
    unit: "bytes",
    label: "Build cache that is kept, all learners together",
    reason: "Every lesson's instructions fit many times; what is used least goes first.",
  },
  sandboxRoom: {
    value: 1 * GiB,
    unit: "bytes",
    label: "Free space on the sandbox's disk below which no build starts",
    reason: "What one full Node image takes: with less, a build would fail half-way.",
  },
  storageRoom: {
    value: 256 * MiB,
    unit: "bytes",
    label: "Free space for the app's own data below which no build is taken",
    reason: "What runs must still be able to store its end.",
  },
  roomFiles: {
    value: 20_000,
    unit: "count",
    label: "Free inodes on either disk below which no build starts",
    reason: "A large node_modules has so many files; a disk without inodes is full.",
  },
  drafts: {
    value: 20,
    unit: "count",
    label: "Lessons whose edited files one browser keeps",
    reason: "A browser keeps about 5 MB a site; the draft that was left longest goes first.",
  },
  draftBytes: {
    value: 2 * MiB,
    unit: "bytes",
    label: "All edited files that one browser keeps",
    reason: "Less than half of what browsers give a site; the draft at hand stays.",
  },
  draftTime: {
    value: 180 * day,
    unit: "ms",
    label: "Edited files in a browser, from the last edit to their removal",
    reason: "A course is over in a term.",
  },
  imageTime: {
    value: 2 * hour,
    unit: "ms",
    label: "A built image, from its build to its removal",
    reason: "It outlasts a lesson; its layers stay in the build cache.",
  },
  images: {
    value: 200,
    unit: "count",
    label: "Built images that are kept, all learners together",
    reason: "The sandbox's disk has a fixed size; the oldest go first.",
  },
  imageFiles: {
    value: 200_000,
    unit: "count",
    label: "Files of an image that can be listed",
    reason: "A full Node image has a quarter of it, and every listing holds them all.",
  },
  runTime: {
    value: 10 * minute,
    unit: "ms",
    label: "A running container, from its start to its removal",
    reason: "Long enough to look, short enough to make room.",
  },
  runMemory: {
    value: 256 * MiB,
    unit: "bytes",
    label: "Memory of a running container",
    reason: "A small web server needs a fifth of it.",
  },
  runProcesses: {
    value: 64,
    unit: "count",
    label: "Processes of a running container",
    reason: "Node itself uses about eleven.",
  },
  runCpus: {
    value: 0.5,
    unit: "cpus",
    label: "Processors of a running container",
    reason: "Builds go first.",
  },
  runLog: {
    value: 64 * KiB,
    unit: "bytes",
    label: "Log of a running container that is kept",
    reason: "The page shows its end.",
  },
  runsPerLearner: {
    value: 2,
    unit: "count",
    label: "Running containers of one learner",
    reason: "Two images can be compared; a third replaces the oldest.",
  },
  runs: {
    value: 20,
    unit: "count",
    label: "Running containers, all learners together",
    reason: "At their memory limit they take 5 GiB; one more takes the place of the oldest.",
  },
} as const satisfies Record<string, Limit>;

/** The name of a limit, as the API spells it in `failure.limit.name`. */
export type LimitName = keyof typeof limits;

/** A limit as the wire carries it. */
export function limitNamed(name: LimitName): { name: LimitName; value: number; unit: string } {
  const { value, unit } = limits[name];
  return { name, value, unit };
}

/** A number with its unit for a sentence: `512 KiB`, `5 min`, `200`. */
export function inWords(limit: Pick<Limit, "value" | "unit">): string {
  const { value, unit } = limit;
  if (unit === "bytes") return inUnits(value, [GiB, "GiB"], [MiB, "MiB"], [KiB, "KiB"]);
  if (unit === "ms") return inUnits(value, [day, "d"], [hour, "h"], [minute, "min"], [second, "s"]);
  return unit === "cpus" ? `${value} processors` : String(value);
}

function inUnits(value: number, ...units: [number, string][]): string {
  const unit = units.find(([size]) => value >= size);
  return unit ? `${Math.round((value / unit[0]) * 10) / 10} ${unit[1]}` : String(value);
}
