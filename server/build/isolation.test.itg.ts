import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Slot } from "@/domain/sandbox/sandbox";
import { client, listener } from "@/server/buildkit/engine.fixture";
import { readMeter } from "@/server/sandbox/meter";
import { realFacts } from "./fixture";
import { solveRequest } from "./isolation";

const buildkit = client();
const facts = realFacts();
const [first, second] = facts.slots;

/** Builds a Dockerfile in a slot as the app does, but keeps no image; tells what was heard, failed or not. */
async function build(slot: Slot, lines: string[], buildArgs: Record<string, string> = {}) {
  const context = { files: new Map([["Dockerfile", lines.join("\n")]]), dockerfile: "Dockerfile" };
  const request = { target: null, buildArgs, noCache: false };
  const order = { id: randomUUID(), learner: "ann", context, request, at: 0, owner: "test" };
  const { tag: _, ...untagged } = solveRequest(order, facts, slot);
  const told = listener();
  const error = await buildkit.solve(untagged, told).then(
    () => null,
    (thrown) => thrown,
  );
  return { ...told, error };
}

/** How often the kernel has killed for want of memory, slot by slot. */
async function kills(): Promise<number[]> {
  const { slots } = await readMeter(facts.meterSocket ?? "");
  return [first, second].map((one) => slots.find(({ id }) => id === one?.id)?.oomKills ?? 0);
}

const base = "FROM node:14-alpine";
const unseen = (command: string) => `RUN : ${randomUUID()}; ${command}`;
const where = unseen("cat /proc/self/cgroup");

describe.skipIf(!first?.hosts || !second)("slots", () => {
  if (!first || !second) return;
  const rootCgroup = first.cgroupParent.replace(/\/[^/]+$/, "");
  const inSlot = (id: number) => new RegExp(`:memory:${rootCgroup}/slot-${id}/`);

  // Under version 2 a build sees its own cgroup as the root.
  describe.skipIf(facts.cgroupVersion === 2)("an instruction", () => {
    test("runs below its build's slot", async () => {
      for (const slot of facts.slots) {
        const { log } = await build(slot, [base, unseen("cat /proc/self/cgroup")]);
        for (const controller of ["memory", "pids"]) {
          expect(log()).toContain(`:${controller}:${slot.cgroupParent}/`);
        }
      }
    });

    test("can't leave it by a hosts file of its own: it does not run", async () => {
      const line = Object.entries(second.hosts ?? {}).map(([name, address]) => [address, name]);
      const { log, error } = await build(first, [
        `${base} AS mine`,
        unseen(`printf '%s\\t%s\\n' ${line.flat().join(" ")} >/hosts`),
        base,
        `RUN --mount=from=mine,source=/hosts,target=/etc/hosts ${where.slice(4)}; echo ran`,
      ]);
      expect(error?.kind).toBe("solve");
      expect(log()).toContain("may not mount anything at /etc/hosts");
      expect(log()).not.toMatch(/^ran$/m);
    });

    test("can't hide its slot below another folder", async () => {
      const { log } = await build(first, [
        base,
        `RUN --mount=type=tmpfs,target=/etc ${unseen("ls /etc; cat /proc/self/cgroup").slice(4)}`,
      ]);
      expect(log()).toMatch(inSlot(0));
    });

    test("can't change the file", async () => {
      const { log, error } = await build(first, [base, unseen("echo >>/etc/hosts")]);
      expect(error?.exitCode).toBe(1);
      expect(log()).toContain("Read-only file system");
    });

    test("can't choose another by a host name that has lines", async () => {
      const [[name, address] = []] = Object.entries(second.hosts ?? {});
      const { log } = await build(first, [base, unseen("cat /etc/hosts /proc/self/cgroup")], {
        BUILDKIT_SANDBOX_HOSTNAME: `x\n${address}\t${name}\n`,
      });
      expect(log()).toContain(`${address}\t${name}\n`);
      expect(log()).toMatch(inSlot(0));
    });
  });

  test("an instruction that ran in one is cached in the other", async () => {
    const lines = [base, unseen("true")];
    expect((await build(first, lines)).vertex("RUN :")?.cached).toBe(false);
    expect((await build(second, lines)).vertex("RUN :")?.cached).toBe(true);
  });

  test("two builds at once run what they share once", async () => {
    const lines = [base, unseen("cat /proc/sys/kernel/random/uuid | tee /id; sleep 2")];
    const both = await Promise.all([
      build(first, [...lines, "RUN cat /id; : one"]),
      build(second, [...lines, "RUN cat /id; : another"]),
    ]);
    const ids = both.map(({ log }) => new Set(log().match(/\w{8}(-\w{4}){3}-\w{12}/g)));
    expect(ids[0]?.size).toBe(1);
    expect(ids[1]).toEqual(ids[0]);
  });

  test("one that meets its memory's limit is killed there, and its neighbour is not", async () => {
    const before = await kills();
    const hungry = `node -e 'const a = []; for (;;) a.push(Buffer.alloc(1 << 26, 1))'`;
    const [neighbour, killed] = await Promise.all([
      build(first, [base, unseen("sleep 5; echo lives")]),
      build(second, [base, unseen(hungry)]),
    ]);
    expect(killed.error?.exitCode).toBe(137);
    expect(neighbour.log()).toContain("lives\n");
    const after = await kills();
    expect(after.map((count, at) => count > (before[at] ?? 0))).toEqual([false, true]);
  });

  test("one that meets its processes' limit can't fork", async () => {
    const many = `n=0; while [ $n -lt ${second.processes * 2} ]; do sleep 30 & n=$((n+1)); done; exit 7`;
    const { log, error } = await build(second, [base, unseen(many)]);
    expect(error?.exitCode).not.toBe(7);
    expect(log()).toContain("can't fork");
  });
});
