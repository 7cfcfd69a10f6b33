import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Recording, recording } from "@/domain/lesson/recording";
import { contentRoot } from "./catalogue";

/** What was recorded for a lesson; undefined where nothing was, so that a page draws without figures. */
export async function findRecording(lesson: string): Promise<Recording | undefined> {
  try {
    const text = await readFile(join(contentRoot, "recordings", `${lesson}.json`), "utf8");
    return recording.parse(JSON.parse(text));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
