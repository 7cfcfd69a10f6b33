import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import { type Analyst, newAnalyst } from "./analysis";
import { openCompressed } from "./compressed";
import { openContents } from "./contents";
import { type DiffOfImages, diffIn } from "./diff";
import { newExporter } from "./export";
import { type FilesOfBuilds, filesIn } from "./files";
import { type Inspector, newInspector } from "./inspect";
import { openKept } from "./kept";
import { type FilesOfLayers, layerFilesIn } from "./layer-files";
import { type SavingOfBuilds, savingIn } from "./saving";

/** What can be told of the images of a sandbox's engine. */
export type Images = {
  readonly inspector: Inspector;
  readonly files: FilesOfBuilds;
  readonly diff: DiffOfImages;
  readonly layerFiles: FilesOfLayers;
  readonly saving: SavingOfBuilds;
  readonly analyst: Analyst;
  close(): Promise<void>;
};

export function openImages({
  sandbox,
  database,
  now,
  complain,
}: {
  readonly sandbox: Pick<Sandbox, "engine">;
  readonly database: Pick<Database, "query">;
  readonly now: () => number;
  readonly complain: (what: string, error: unknown) => void;
}): Images {
  const kept = openKept(database, now);
  const exporter = newExporter();
  const contents = openContents(sandbox.engine, kept, exporter, complain);
  const sizes = openCompressed(sandbox.engine, kept, exporter, complain);
  return {
    inspector: newInspector(contents),
    files: filesIn(contents),
    diff: diffIn(contents),
    layerFiles: layerFilesIn(contents),
    saving: savingIn(contents),
    analyst: newAnalyst(contents, sizes),
    close: sizes.close,
  };
}
