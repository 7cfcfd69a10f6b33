import { contentOf } from "./disk.mjs";
import { troubleOf } from "./slot.mjs";

/** A container's folders are counted again when the disk has grown by so much since the last time. */
const STEP_BYTES = 8 * 1024 ** 2;
const STEP_FILES = 2000;
/** Counting may take so much of the time: many files take long to count. */
const COUNTING_SHARE = 0.25;

const nothing = () => ({ diskBytes: 0, files: 0, oomKills: 0, forkRefusals: 0, openFiles: 0 });

/**
 * What the containers of each slot have put on the disk, and which limits they have met, since the
 * start of this process; also of those that have ended.
 */
export function openBook(layout) {
  const ended = new Map();
  const live = new Map();

  async function follow(id, record, disk) {
    const known = live.get(id);
    const trouble = await troubleOf(layout, record.cgroup);
    const began = performance.now();
    if (known && (!hasMoved(known.at, disk) || began < known.againAt)) {
      live.set(id, { ...known, trouble });
      return;
    }
    const counted = await contentOf(record.folders, trouble.pids);
    const ended = performance.now();
    const againAt = ended + (ended - began) * (1 / COUNTING_SHARE - 1);
    live.set(id, { slot: slotOf(record), at: disk, againAt, counted, trouble });
  }

  async function close(id, record) {
    const slot = slotOf(record);
    const sum = ended.get(slot) ?? nothing();
    const { bytes, files } = await contentOf(record.folders, []);
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
