import { inWords, limits } from "../limits";

/** What a file system has left. */
export type Space = {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Null where it makes inodes as it needs them. */
  readonly freeFiles: number | null;
};

/** Whose disk it is: the engine's, or the app's own. */
export type RoomOf = "sandbox" | "storage";

/** Whether a disk has room for one more build. */
export type Room = {
  readonly ok: boolean;
  /** Still room, but time to clean up. */
  readonly tight: boolean;
  /** What is free, for whoever runs the place. */
  readonly detail: string;
};

const words = { sandbox: "the sandbox", storage: "the app's data" };
/** So much of a small disk may be needed, and no more. */
const share = 1 / 4;

function needed(whose: RoomOf, totalBytes: number): number {
  if (whose === "storage") return limits.storageRoom.value;
  return Math.min(limits.sandboxRoom.value, totalBytes * share);
}

/** Judges a disk before it is full: at twice what a build must find, it is tight. */
export function roomOf(whose: RoomOf, { freeBytes, totalBytes, freeFiles }: Space): Room {
  const bytes = needed(whose, totalBytes);
  const files = limits.roomFiles;
  const margin = Math.min(freeBytes / bytes, (freeFiles ?? Number.POSITIVE_INFINITY) / files.value);
  const size = (value: number) => inWords({ value, unit: "bytes" });
  const free = `${words[whose]}: ${size(freeBytes)} of ${size(totalBytes)} free`;
  const few = freeFiles !== null && freeFiles < files.value;
  const wanted = [
    ...(freeBytes < bytes ? [`${size(bytes)} needed`] : []),
    ...(few ? [`${freeFiles} inodes, ${files.value} needed`] : []),
  ];
  return {
    ok: margin >= 1,
    tight: margin < 2,
    detail: [free, ...wanted].join(", "),
  };
}

/** What learners are told while a disk has no room; undefined where all have. */
export function holdReason(rooms: Readonly<Record<RoomOf, Room>>): string | undefined {
  if (!rooms.storage.ok)
    return "The disk for the app's data is nearly full. Builds wait until there is room.";
  if (!rooms.sandbox.ok)
    return "The sandbox's disk is nearly full and is being cleaned up. Your build waits until there is room.";
  return undefined;
}
