import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { extract } from "tar-stream";

/**
 * The `VOLUME`s of an image that hold files of the image. In a run, a volume is a piece of memory
 * (on disk it would have no bound), and the engine fills only volumes on disk with those files.
 */
export async function filledVolumes(
  docker: Docker,
  image: { id: string; volumes: readonly string[] },
  labels: Record<string, string>,
): Promise<string[]> {
  if (image.volumes.length === 0) return [];
  // Never started: its file system can be read all the same. Labelled: a sweep finds what is left.
  const options = { Image: image.id, Cmd: ["none"], Labels: labels };
  const container = await docker.createContainer(options);
  try {
    const filled: string[] = [];
    for (const path of image.volumes) {
      if (await hasFiles(await container.getArchive({ path }))) filled.push(path);
    }
    return filled;
  } finally {
    await container.remove({ v: true });
  }
}

/** What the learner reads in place of the app's output. */
export function volumeMessage(paths: readonly string[]): string {
  return `VOLUME ${paths.join(" ")} holds files of the image. Here a volume starts empty, so the app would miss them: leave the VOLUME out, or give it a folder of its own.`;
}

/** Whether the archive of a folder has more than the folder itself. */
async function hasFiles(archive: NodeJS.ReadableStream): Promise<boolean> {
  let entries = 0;
  try {
    for await (const entry of archive.pipe(extract())) {
      entries += 1;
      if (entries > 1) return true;
      entry.resume();
    }
    return false;
  } finally {
    // The engine keeps the container until its archive was read, or nobody reads it any more.
    (archive as Readable).destroy();
  }
}
