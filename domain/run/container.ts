import { limits } from "../limits";

/** A run as its container carries it in labels, so that it outlives a restart of the app. */
export type RunLabels = {
  run: string;
  learner: string;
  build: string;
  /** The port inside the container that the preview shows. */
  port: number;
  /** ISO 8601. */
  startedAt: string;
  expiresAt: string;
  /** Names the installation that started it: others on the same engine leave it alone. */
  owner: string;
};

/** Where an engine has a run. */
export type RunPlace = { network: string | null; runtime: string | null; publish: boolean };

const MiB = 1024 * 1024;
const scratch = `rw,nosuid,nodev,mode=1777,size=${16 * MiB}`;
const prefix = "stagecraft.run.";

/**
 * Everything that a learner's container may do, as the Engine's options to create it: the one place
 * where it is said.
 * `place`: the network and the runtime, null for the engine's own; `publish`, on a random port of the
 * host's loopback, is for an engine without an ingress socket.
 * `volumes`: the image's own `VOLUME` paths, which else would be disk without a bound.
 * @see https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate
 */
export function containerOptions(
  labels: RunLabels,
  image: { id: string; volumes: readonly string[] },
  place: RunPlace,
) {
  const port = `${labels.port}/tcp`;
  return {
    // No name: neighbours may look up the name of an address, and the run's id is a secret.
    Image: image.id,
    Labels: toLabels(labels),
    Tty: false,
    OpenStdin: false,
    // A learner's HEALTHCHECK could ask the engine for a thousand processes a second.
    Healthcheck: { Test: ["NONE"] },
    ExposedPorts: { [port]: {} },
    HostConfig: {
      Memory: limits.runMemory.value,
      // The sum of memory and swap: equal means no swap.
      MemorySwap: limits.runMemory.value,
      NanoCpus: limits.runCpus.value * 1e9,
      // Another kernel has threads of its own beside each of the app's.
      PidsLimit: limits.runProcesses.value * (place.runtime === null ? 1 : 3),
      OomScoreAdj: 500,
      ReadonlyRootfs: true,
      Tmpfs: Object.fromEntries(["/tmp", ...image.volumes].map((path) => [path, scratch])),
      ShmSize: 1 * MiB,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      Privileged: false,
      Binds: [],
      NetworkMode: place.network ?? "bridge",
      ...(place.runtime === null ? {} : { Runtime: place.runtime }),
      PortBindings: place.publish ? { [port]: [{ HostIp: "127.0.0.1", HostPort: "" }] } : {},
      RestartPolicy: { Name: "no" },
      AutoRemove: false,
      LogConfig: {
        Type: "json-file",
        Config: { "max-size": String(4 * limits.runLog.value), "max-file": "1" },
      },
      Ulimits: [
        { Name: "nofile", Soft: 1024, Hard: 1024 },
        { Name: "core", Soft: 0, Hard: 0 },
      ],
    },
  };
}

/** The label that every container of an owner's runs has, for the Engine's `label` filter. */
export function ownerLabel(owner: string): string {
  return `${prefix}owner=${owner}`;
}

/** A run's labels read back; null where one is missing or is not what we write. */
export function fromLabels(labels: Readonly<Record<string, string>>): RunLabels | null {
  const text = (name: keyof RunLabels) => labels[prefix + name] ?? "";
  const read: RunLabels = {
    run: text("run"),
    learner: text("learner"),
    build: text("build"),
    port: Number(text("port")),
    startedAt: text("startedAt"),
    expiresAt: text("expiresAt"),
    owner: text("owner"),
  };
  const dated =
    !Number.isNaN(Date.parse(read.startedAt)) && !Number.isNaN(Date.parse(read.expiresAt));
  const named = read.run !== "" && read.learner !== "" && read.build !== "";
  return named && dated && read.port > 0 ? read : null;
}

function toLabels(labels: RunLabels): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [prefix + name, String(value)]),
  );
}
