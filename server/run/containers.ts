import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { containerOptions, fromLabels, ownerLabel, type RunLabels } from "@/domain/run/container";
import { webPort } from "@/domain/run/port";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import { type Door, dial } from "./dial";
import { engineStatus } from "./engine";
import { readOutput } from "./output";
import { filledVolumes, volumeMessage } from "./volumes";

/** How a container ended by itself. */
export type Ending = { exitCode: number; outOfMemory: boolean };

export type Container = {
  /** A connection to the run's port inside; rejects where nothing listens. */
  dial(): Promise<Duplex>;
  /** Settles once it has ended and its output was read; rejects where the engine is gone. */
  ended: Promise<Ending>;
  /** Kills it where it still runs; done already is fine. */
  remove(): Promise<void>;
};

/** A container that could not start, in the words and with the exit code of `docker run`. */
type NotStarted = { exitCode: number; message: string };

type RunnableImage = { id: string; port: number; volumes: string[] };

/** The engine's containers, as far as runs need them. */
export type Containers = {
  /** Null where the engine has no such image. */
  image(id: string): Promise<RunnableImage | null>;
  start(
    labels: RunLabels,
    image: RunnableImage,
    onText: (text: string) => void,
  ): Promise<Container | NotStarted>;
  /** The containers of an owner's runs, running or not. */
  list(owner: string): Promise<{ id: string; labels: RunLabels | null }[]>;
  /** A container that an earlier process started; what it has said comes first. */
  adopt(id: string, labels: RunLabels, onText: (text: string) => void): Promise<Container>;
  remove(id: string): Promise<void>;
};

/** Containers on a Docker Engine, in the places that its sandbox has for them. */
export function containersOn(
  docker: Docker,
  { ingressSocket, runs }: Pick<SandboxFacts, "ingressSocket" | "runs">,
): Containers {
  const network = runs?.network ?? null;
  const place = { network, runtime: runs?.runtime ?? null, publish: ingressSocket === null };
  const remove = async (id: string) => {
    try {
      await docker.getContainer(id).remove({ force: true, v: true });
    } catch (error) {
      // 404: gone; 409: somebody is at it.
      if (engineStatus(error) !== 404 && engineStatus(error) !== 409) throw error;
    }
  };

  const watch = async (id: string, labels: RunLabels, output: Promise<void>) => {
    const container = docker.getContainer(id);
    const door = doorOf(await container.inspect(), labels.port, ingressSocket);
    const ended = (async () => {
      const { StatusCode } = (await container.wait()) as { StatusCode: number };
      const { State } = await container.inspect();
      await Promise.race([output, sleep(1000, undefined, { ref: false })]);
      return { exitCode: StatusCode, outOfMemory: State.OOMKilled };
    })();
    return { dial: async () => dial(door()), ended, remove: () => remove(id) };
  };

  const attach = (id: string) =>
    docker.getContainer(id).attach({ stream: true, logs: true, stdout: true, stderr: true });

  return {
    async image(id) {
      try {
        const { Id, Config } = await docker.getImage(id).inspect();
        const volumes = Object.keys(Config.Volumes ?? {});
        return { id: Id, port: webPort(Config.ExposedPorts), volumes };
      } catch (error) {
        if (engineStatus(error) === 404) return null;
        throw error;
      }
    },
    async start(labels, image, onText) {
      const options = containerOptions(labels, image, place);
      const filled = await filledVolumes(docker, image, options.Labels);
      if (filled.length > 0) return { exitCode: 125, message: volumeMessage(filled) };
      let id: string | undefined;
      try {
        ({ id } = await docker.createContainer(options));
        const output = readOutput(await attach(id), onText);
        await docker.getContainer(id).start();
        return await watch(id, labels, output);
      } catch (error) {
        // As `docker run`: 125 where the engine made no container.
        const exitCode = id === undefined ? 125 : await exitCodeOf(docker, id);
        if (id !== undefined) await remove(id);
        if (exitCode === 0) throw error;
        return { exitCode, message: messageOf(error) };
      }
    },
    async list(owner) {
      const filters = { label: [ownerLabel(owner)] };
      const found = await docker.listContainers({ all: true, filters });
      return found.map(({ Id, Labels }) => ({ id: Id, labels: fromLabels(Labels) }));
    },
    async adopt(id, labels, onText) {
      return watch(id, labels, readOutput(await attach(id), onText));
    },
    remove,
  };
}

/** The exit code that the engine gave a container which it could not start. */
async function exitCodeOf(docker: Docker, id: string): Promise<number> {
  try {
    const { State } = await docker.getContainer(id).inspect();
    return State.ExitCode;
  } catch (error) {
    if (engineStatus(error) === 404) return 125;
    throw error;
  }
}

function messageOf(error: unknown): string {
  const { json } = error as { json?: { message?: string } };
  return json?.message ?? String(error);
}

/** Where the port of an inspected container is; a function, because only a call may fail. */
function doorOf(
  info: Docker.ContainerInspectInfo,
  port: number,
  ingressSocket: string | null,
): () => Door {
  const { Networks, Ports } = info.NetworkSettings;
  const address = Object.values(Networks)[0]?.IPAddress;
  const published = Number(Ports[`${port}/tcp`]?.[0]?.HostPort);
  return () => {
    if (ingressSocket && address) return { ingressSocket, address, port };
    if (!ingressSocket && published) return { host: "127.0.0.1", port: published };
    throw new Error("the container has no address: it does not run");
  };
}
