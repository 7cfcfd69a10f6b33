import type { Files } from "@/domain/lesson/files";
import { plain } from "@/domain/words";
import type { LaneState } from "../build/lane-state";
import { locate } from "./locate";

/** Something that the engine, or the review before it, has to say about a Dockerfile. */
export type Problem = {
  readonly dockerfile: string;
  /** The line in the file as it is now, from 1; null where there is none, or where it was edited since. */
  readonly line: number | null;
  readonly severity: "error" | "warning";
  /** Plain text, as an editor shows it. */
  readonly message: string;
  /** The same with its names marked, as Markdown; absent where the words are Docker's. */
  readonly marked?: string;
  /** One of Docker's build checks, with its page. */
  readonly rule?: string | undefined;
  readonly url?: string | undefined;
};

type Reported = Omit<Problem, "dockerfile" | "line"> & { readonly line?: number | undefined };

/** What the last press of a lane's button brought up, at its lines in the files as they are now. */
export function problemsOf(dockerfile: string, lane: LaneState, files: Files): Problem[] {
  const { refusal, progress } = lane;
  const refused = refusal?.files !== undefined && refusal.line !== undefined;
  const built = (refused ? refusal.files : lane.files)?.[dockerfile];
  const now = files[dockerfile];
  if (built === undefined || now === undefined) return [];

  const reports: Reported[] = refused
    ? [errorOf(refusal.detail, refusal.line)]
    : [
        ...(progress?.failure?.line === undefined
          ? []
          : [errorOf(progress.failure.message, progress.failure.line)]),
        ...(progress?.warnings ?? []).map((warning) => ({
          ...warning,
          severity: "warning" as const,
        })),
      ];
  return reports.map((report) => ({
    ...report,
    dockerfile,
    line: report.line === undefined ? null : locate(built, now, report.line),
  }));
}

function errorOf(marked: string, line: number | undefined): Reported {
  return { severity: "error", message: plain(marked), marked, line };
}
