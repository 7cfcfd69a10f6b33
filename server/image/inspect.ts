import type Docker from "dockerode";
import { chainOf } from "@/domain/dockerfile/reach";
import type { Stage } from "@/domain/dockerfile/stages";
import type { Image, Layer } from "@/domain/image/image";
import { attribute, type Described } from "@/domain/image/layers";
import { sameImage } from "@/domain/image/ref";
import { unpackedBytesOf } from "@/domain/image/unpacked";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import type { ContentReader } from "./contents";
import { isContainerdStore } from "./store";

/** Looks at built images; what it learnt of base images it keeps, by their ids. */
export type Inspector = {
  /** Layers by instruction, line and stage; sizes; the parts of the config that a page shows. */
  inspect(
    docker: Docker,
    id: string,
    stages: readonly Stage[],
    shipped: Stage,
    catalogue: SandboxFacts["baseImages"],
  ): Promise<Image>;
};

/**
 * `contents` is asked where the engine has the containerd image store: its history counts what layers
 * take on the disk, folders too, and not what they hold.
 */
export function newInspector(contents: ContentReader): Inspector {
  const stores = new WeakMap<Docker, Promise<boolean>>();
  const countsDisk = (docker: Docker) => {
    const asked = stores.get(docker) ?? isContainerdStore(docker);
    stores.set(docker, asked);
    asked.catch(() => stores.delete(docker));
    return asked;
  };
  const counted = async (docker: Docker, id: string, layers: Layer[]): Promise<Layer[]> => {
    if (!(await countsDisk(docker))) return layers;
    const read = await contents({ id, diffIds: layers.map(({ diffId }) => diffId) });
    if (!read.ok) throw new Error(`the layers of ${id} can't be counted: ${read.why}`);
    return layers.map((layer, index) => ({
      ...layer,
      bytes: unpackedBytesOf(read.layers[index]?.entries ?? [], layer.shared),
    }));
  };
  const bases = new Map<string, Promise<Described>>();
  const describeBase = (docker: Docker, id: string) => {
    const known = bases.get(id);
    if (known) return known;
    const asked = look(docker, id).then(({ described }) => described);
    bases.set(id, asked);
    asked.catch(() => bases.delete(id));
    return asked;
  };
  return {
    async inspect(docker, id, stages, shipped, catalogue) {
      const chain = chainOf(stages, shipped);
      const ref = chain[0]?.base ?? "scratch";
      const known = catalogue.find((image) => sameImage(image.ref, ref));
      const [{ described, config, createdAt }, base] = await Promise.all([
        look(docker, id),
        known ? describeBase(docker, known.imageId) : null,
      ]);
      const layers = await counted(docker, id, attribute(described, base, chain));
      const unpackedBytes = layers.reduce((sum, { bytes }) => sum + bytes, 0);
      return {
        id,
        ...(createdAt ? { createdAt } : {}),
        unpackedBytes,
        layers,
        config: configOf(config),
      };
    },
  };
}

type Config = Docker.ImageInspectInfo["Config"];

async function look(docker: Docker, id: string) {
  const image = docker.getImage(id);
  const [inspected, history] = await Promise.all([image.inspect(), image.history()]);
  const entries = history as { CreatedBy: string; Size: number }[];
  const described: Described = {
    diffIds: inspected.RootFS.Layers ?? [],
    history: entries
      .map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy, bytes: Size }))
      .reverse(),
  };
  return { described, config: inspected.Config, createdAt: dateOf(inspected.Created) };
}

/** The engine tells nanoseconds, and the year 1 of an image that says no date. */
function dateOf(created: string | undefined): string | undefined {
  const date = new Date(created ?? "");
  return date.getTime() >= 0 ? date.toISOString() : undefined;
}

function configOf({ Cmd, Entrypoint, User, WorkingDir, ExposedPorts }: Config): Image["config"] {
  const entrypoint = [Entrypoint ?? []].flat();
  const ports = Object.keys(ExposedPorts ?? {}).map((port) => Number.parseInt(port, 10));
  return {
    cmd: Cmd ?? [],
    ...(entrypoint.length > 0 ? { entrypoint } : {}),
    user: User ?? "",
    ...(WorkingDir ? { workdir: WorkingDir } : {}),
    exposedPorts: [...new Set(ports)].sort((a, b) => a - b),
  };
}
