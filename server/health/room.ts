import { statfs } from "node:fs/promises";
import { holdReason, type Room, type RoomOf, roomOf } from "@/domain/sandbox/room";

/** How full the disks are, looked at every moment. */
export type RoomWatch = {
  /** As it was last seen; null where there is no such disk yet. */
  rooms(): Readonly<Record<RoomOf, Room | null>>;
  /** What learners are told while no build may start; undefined while they may. */
  hold(): string | undefined;
  /** Looks now. */
  look(): Promise<void>;
  /** Calls back whenever a disk becomes full, tight or free, until the signal aborts. */
  onChange(listener: () => void, signal: AbortSignal): void;
  close(): void;
};

const fine: Room = { ok: true, tight: false, detail: "" };

/** Watches the file systems of these folders; one that is not there has room. */
export async function watchRoom(
  folders: Readonly<Record<RoomOf, string>>,
  everyMs = 2000,
): Promise<RoomWatch> {
  const listeners = new Set<() => void>();
  let rooms: Record<RoomOf, Room | null> = { sandbox: null, storage: null };
  let last = "";

  const seen = async (whose: RoomOf) => {
    const found = await statfs(folders[whose]).catch(() => null);
    if (!found) return null;
    const { bavail, blocks, bsize, files, ffree } = found;
    return roomOf(whose, {
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      freeFiles: files > 0 ? ffree : null,
    });
  };
  const look = async () => {
    const [sandbox, storage] = await Promise.all([seen("sandbox"), seen("storage")]);
    rooms = { sandbox, storage };
    const now = JSON.stringify([sandbox, storage].map((room) => [room?.ok, room?.tight]));
    if (now === last) return;
    last = now;
    for (const listener of [...listeners]) listener();
  };

  await look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return {
    rooms: () => rooms,
    hold: () => holdReason({ sandbox: rooms.sandbox ?? fine, storage: rooms.storage ?? fine }),
    look,
    onChange(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
    close: () => clearInterval(timer),
  };
}
