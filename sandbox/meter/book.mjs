import { setTimeout as sleep } from "node:timers/promises";
import { contentOf } from "./disk.mjs";
import { troubleOf } from "./slot.mjs";

/** A container's folders are counted again when the disk has grown by so much since the last time. */
const STEP_BYTES = 8 * 1024 ** 2;
const STEP_FILES = 2000;
/** Counting may take so much of the time: many files take long to count. */
const COUNTING_SHARE = 0.25;
/** And who asks does not wait for longer than this. */
const PATIENCE_MS = 100;

const none = { bytes: 0, files: 0 };
const nothing = () => ({ diskBytes: 0, files: 0, oomKills: 0, forkRefusals: 0, openFiles: 0 });

/**
 * What the containers of each slot have put on the disk, and which limits they have met, since the
 * start of this process; also of those that have ended.
 */
export function openBook(layout) {
  const ended = new Map();
  const live = new Map();

  async function follow(id, record, disk) {
    const known = live.get(id) ?? {
      slot: slotOf(record),
      folders: record.folders,
      counted: none,
      againAt: 0,
      counting: null,
    };
    live.set(id, known);
    known.trouble = await troubleOf(layout, record.cgroup);
    if (known.counting || (known.at && !hasMoved(known.at, disk))) return;
    known.isFresh = false;
    if (performance.now() < known.againAt) return;
    known.counting = count(known, disk);
    await Promise.race([known.counting, sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  async function count(known, disk) {
    const began = performance.now();
    known.counted = most(known.counted, await contentOf(known.folders, known.trouble.pids));
    known.at = disk;
    known.isFresh = true;
    known.counting = null;
    const ended = performance.now();
    known.againAt = ended + (ended - began) * (1 / COUNTING_SHARE - 1);
  }

  async function close(id, record) {
    const slot = slotOf(record);
    const sum = ended.get(slot) ?? nothing();
    const { folders, counted } = live.get(id) ?? { folders: record.folders, counted: none };
    const { bytes, files } = most(counted, await contentOf(folders, []));
    ended.set(slot, {
      ...sum,
      diskBytes: sum.diskBytes + bytes,
      files: sum.files + files,
      oomKills: sum.oomKills + record.oomKills,
      forkRefusals: sum.forkRefusals + record.forkRefusals,
    });
    live.delete(id);
  }

  return {
    follow,
    close,
    /** Whether every container was counted since the disk last moved. */
    isFresh: () => [...live.values()].every((one) => one.isFresh),
    /** Forgets containers that left no record of their end. */
    keep(ids) {
      for (const id of live.keys()) if (!ids.has(id)) live.delete(id);
    },
    sumOf(slot) {
      const sum = { ...nothing(), ...ended.get(slot) };
      for (const one of live.values()) {
        if (one.slot !== slot) continue;
        sum.diskBytes += one.counted.bytes;
        sum.files += one.counted.files;
        sum.oomKills += one.trouble.oomKills;
        sum.forkRefusals += one.trouble.forkRefusals;
        sum.openFiles += one.trouble.openFiles;
      }
      return sum;
    },
    slots: () => new Set([...ended.keys(), ...[...live.values()].map(({ slot }) => slot)]),
  };
}

// What is removed again counts as it was. Were it taken back, the disk would seem to hold what nobody
// wrote, for the moment between the two looks, and a neighbour would be charged with it.
function most(before, now) {
  return {
    bytes: Math.max(before.bytes, now.bytes),
    files: Math.max(before.files, now.files),
  };
}

function hasMoved(before, now) {
  return (
    Math.abs(now.usedBytes - before.usedBytes) >= STEP_BYTES ||
    Math.abs(now.usedFiles - before.usedFiles) >= STEP_FILES
  );
}

/** BuildKit puts a container at `<slot>/buildkit/<id>`. */
function slotOf({ cgroup }) {
  return cgroup.replace(/\/buildkit\/[^/]+$/, "");
}
