import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract, type Header } from "tar-stream";
import type { LayerEntry } from "@/domain/image/content";

/** A layer has more members than are read. */
export class TooManyFiles extends Error {}

type Reading = {
  /** How many members there may be; more reject with `TooManyFiles`. */
  readonly atMost: number;
  readonly signal: AbortSignal;
  /** Takes the text of the files that it says yes to. */
  readonly texts?: {
    readonly wants: (entry: LayerEntry) => boolean;
    readonly take: (path: string, text: string) => void;
  };
};

/** The members of a layer's tar, as it streams: nothing but names and sizes is held. */
export async function readEntries(
  tar: Readable,
  { atMost, signal, texts }: Reading,
): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const members = extract();
  members.on("entry", (header, stream, next) => {
    const entry = entryOf(header);
    if (entry) entries.push(entry);
    if (entries.length > atMost) next(new TooManyFiles());
    else if (entry && texts?.wants(entry)) {
      text(stream).then((read) => {
        texts.take(entry.path, read);
        next();
      }, next);
    } else stream.on("end", () => next()).resume();
  });
  await pipeline(tar, members, { signal });
  return entries;
}

function entryOf({ name, type, size = 0, mode = 0, linkname }: Header): LayerEntry | null {
  const path = absolute(name);
  if (path === "") return null;
  const common = { path, mode: mode & 0o7777 };
  switch (type) {
    case "directory":
      return { ...common, type: "folder", bytes: 0 };
    case "symlink":
      return { ...common, type: "link", bytes: 0, ...(linkname ? { target: linkname } : {}) };
    case "link":
      return { ...common, type: "hardlink", bytes: 0, target: absolute(linkname ?? "") };
    case "file":
    case "contiguous-file":
      return { ...common, type: "file", bytes: size };
    default:
      return { ...common, type: "other", bytes: 0 };
  }
}

/** Tars name `./app/`, `app` and `/app` what is `/app` in an image. */
function absolute(name: string): string {
  return `/${name}`.replace(/\/(?:\.?\/)+/g, "/").replace(/\/\.?$/, "");
}
