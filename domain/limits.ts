/** A number that a learner can run into: what it bounds, its value, its unit, and why it exists. */
export type Limit = {
  readonly value: number;
  readonly unit: "bytes" | "ms" | "count" | "cpus";
  /** Where it bounds how often something is done: within how long. */
  readonly perMs?: number;
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
  variableBytes: {
    value: 64 * KiB,
    unit: "bytes",
    label: "A Dockerfile with its variables filled in",
    reason: "Twice what it may have as written; variables that double each other end here.",
  },
  pathLength: {
    value: 255,
    unit: "bytes",
    label: "A path, in UTF-8",
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
  buildCpuTime: {
    value: 3 * minute,
    unit: "ms",
    label: "Processor time of a build",
    reason: "A cold `npm install` and a compiler use seconds; a miner would use all there is.",
  },
  buildDisk: {
    value: 2 * GiB,
    unit: "bytes",
    label: "What a build puts on the disk",
    reason:
      "Its layers and what lies in them for a while: twice a full Node image, beyond the base.",
  },
  buildFiles: {
    value: 200_000,
    unit: "count",
    label: "Files that a build puts on the disk",
    reason: "A large `node_modules` has a quarter of it; a disk holds only so many files.",
  },
  buildOpenFiles: {
    value: 16_384,
    unit: "count",
    label: "Files that a build holds open",
    reason: "A package manager opens hundreds at a time; each costs the kernel memory.",
  },
  imageBytes: {
    value: 2.5 * GiB,
    unit: "bytes",
    label: "A built image, unpacked",
    reason: "A full Node image with as much again on top, and room.",
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
  layerTime: {
    value: 7 * day,
    unit: "ms",
    label: "What is known of a layer, from its last use until it is forgotten",
    reason: "It is read once more where somebody asks again; base images' are asked for every day.",
  },
  layerBytes: {
    value: 128 * MiB,
    unit: "bytes",
    label: "What is known of all layers, packed",
    reason: "A full Node image takes half a megabyte; those left longest are forgotten first.",
  },
  historyList: {
    value: 100,
    unit: "count",
    label: "Builds in the list of a learner's own",
    reason: "A long session; older ones are found by their address.",
  },
  shareTime: {
    value: 365 * day,
    unit: "ms",
    label: "A shared result, from its sharing to its removal",
    reason: "A school year, so that what was handed in can be read at its end.",
  },
  shares: {
    value: 20_000,
    unit: "count",
    label: "Shared results that are kept, all learners together",
    reason: "A thousand classes of twenty; above it none is taken, for what was promised stays.",
  },
  shareBytes: {
    value: 256 * MiB,
    unit: "bytes",
    label: "All shared results, packed",
    reason: "Twenty thousand usual ones take a quarter of it.",
  },
  sharesPerLearner: {
    value: 50,
    unit: "count",
    label: "Shared results of one learner",
    reason: "A course has fewer steps; one learner does not take everybody's room.",
  },
  buildCache: {
    value: 4 * GiB,
    unit: "bytes",
    label: "Build cache that is kept, all learners together",
    reason: "Every lesson's instructions fit many times; what is used least goes first.",
  },
  sandboxRoom: {
    value: 4 * GiB,
    unit: "bytes",
    label: "Free space on the sandbox's disk below which no build starts",
    reason:
      "What two builds may write, so that one that fills the disk fills no neighbour's; a quarter of a small disk.",
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
  stagesWeighed: {
    value: 8,
    unit: "count",
    label: "Stages of one build that are weighed unasked after its end",
    reason: "Each is built once more, from the cache; a lesson's builds have two or three.",
  },
  stageImageTime: {
    value: hour / 2,
    unit: "ms",
    label: "The image of a stage that was looked into, until its removal",
    reason: "It is looked at at once, or not at all.",
  },
  stageImages: {
    value: 60,
    unit: "count",
    label: "Images of such stages that are kept, all learners together",
    reason: "They never take the place of an image that was built to be run; the oldest go first.",
  },
  keptFiles: {
    value: 64 * MiB,
    unit: "bytes",
    label: "Files of builds that have ended, packed, from which a stage can be built again",
    reason: "A class's hour many times over; they go with the images, the oldest first.",
  },
  imageFiles: {
    value: 200_000,
    unit: "count",
    label: "Files of an image that can be listed",
    reason: "A full Node image has a quarter of it, and every listing holds them all.",
  },
  layerFiles: {
    value: 500,
    unit: "count",
    label: "Files of a layer's folder, or that a search in it finds, that are listed",
    reason: "The largest come first, and nobody reads more; all are counted.",
  },
  changedFiles: {
    value: 200,
    unit: "count",
    label: "Files that are named where two images differ, of each kind",
    reason: "Those that weigh the most come first, and nobody reads more; all are counted.",
  },
  runTime: {
    value: 10 * minute,
    unit: "ms",
    label: "A running container, from its start to its removal",
    reason: "Long enough to look, short enough to make room.",
  },
  runIdle: {
    value: 3 * minute,
    unit: "ms",
    label: "A running container that nobody visits",
    reason: "Each request to its page starts the time anew; one that was left makes room.",
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
  buildRate: {
    value: 30,
    unit: "count",
    perMs: minute,
    label: "Builds that one learner asks for",
    reason: "Who reads what a build says asks for a few; building two Dockerfiles counts twice.",
  },
  shareRate: {
    value: 10,
    unit: "count",
    perMs: minute,
    label: "Results that one learner shares",
    reason: "Each press stores a result for a year.",
  },
  runRate: {
    value: 10,
    unit: "count",
    perMs: minute,
    label: "Containers that one learner starts",
    reason: "Two run at once, and each takes seconds to be looked at.",
  },
  learnerRate: {
    value: 200,
    unit: "count",
    perMs: 10 * minute,
    label: "New learners from one address",
    reason: "Five classes of 40 open the page at once behind their school's one address.",
  },
  writeRate: {
    value: 1200,
    unit: "count",
    perMs: minute,
    label: "Requests from one address that change something",
    reason: "A class of 40 behind one address may ask 30 times each, three times what it does.",
  },
} as const satisfies Record<string, Limit>;

/** The name of a limit, as the API spells it in `failure.limit.name`. */
export type LimitName = keyof typeof limits;

/** The names of the limits on how often something is done. */
export type RateName = {
  [Name in LimitName]: (typeof limits)[Name] extends { perMs: number } ? Name : never;
}[LimitName];

/** A limit as the wire carries it. */
export function limitNamed(name: LimitName): { name: LimitName; value: number; unit: string } {
  const { value, unit } = limits[name];
  return { name, value, unit };
}

/** A number with its unit for a sentence: `512 KiB`, `5 min`, `0.5 s`, `200,000`, `30 in 1 min`. */
export function inWords(limit: Pick<Limit, "value" | "unit" | "perMs">): string {
  const { value, unit, perMs } = limit;
  if (perMs !== undefined) return `${value} in ${inWords({ value: perMs, unit: "ms" })}`;
  switch (unit) {
    case "bytes":
      return inUnits(value, [GiB, "GiB"], [MiB, "MiB"], [KiB, "KiB"], [1, "bytes"]);
    case "ms":
      return inUnits(value, [day, "d"], [hour, "h"], [minute, "min"], [second, "s"]);
    case "cpus":
      return `${value} processors`;
    case "count":
      return value.toLocaleString("en-US");
  }
}

/** In the largest unit of which there is one; in the smallest where there is less. */
function inUnits(value: number, ...units: [number, string][]): string {
  const [size, name] = units.find(([from]) => value >= from) ?? units.at(-1) ?? [1, ""];
  return `${Math.round((value / size) * 10) / 10} ${name}`;
}
