import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDockerfile } from "@/server/sandbox/inside.fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import { only, realHome, type TestBuilds, testBuilds } from "./fixture";

let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
});

const base = "FROM node:24-alpine";

/** What the instructions of a learner's build print. */
async function said(learner: string, lines: string[], files: Record<string, string> = {}) {
  const { text, last } = await inDockerfile(builds, [base, ...lines].join("\n"), files, learner);
  return { text, ended: last?.type };
}

describe("a cache mount", () => {
  const secret = randomUUID();
  const id = randomUUID();
  const mount = (options: string) => `RUN --mount=type=cache,target=/c${options}`;
  /** Fresh, so that it is run and not remembered. */
  const look = () => `: ${randomUUID()}; cat /c/* /c/*/* 2>/dev/null; true`;
  const keep = `: ${randomUUID()}; mkdir -p /c/sub; echo ${secret} | tee /c/kept >/c/sub/kept`;
  const namespace = createHash("sha256").update("ann").digest("hex").slice(0, 16);

  beforeAll(async () => {
    const kept = await said("ann", [`${mount(`,id=${id}`)} ${keep}`, `${mount("")} ${keep}`]);
    expect(kept.ended).toBe("finished");
  });

  test.each([`,id=${id}`, ""])("keeps what its learner put there (%j)", async (options) => {
    expect((await said("ann", [`${mount(options)} ${look()}`])).text).toContain(secret);
  });

  test.each([
    `,id=${id}`,
    "",
    `,id=${id},sharing=shared`,
    `,id=${id},sharing=private`,
    `,id=${id},sharing=locked`,
    `,id=${id},source=sub`,
    `,id=${id},source=.`,
    `,id=${id},ro`,
    `,id=${namespace}/${id}`,
    `,id=/${namespace}/${id}`,
    `,id=../${namespace}/${id}`,
    `,id=x/../../${namespace}/${id}`,
    `,id=${namespace}//c`,
    "/../c",
    `,id=${id},from=seed`,
    `,id=\${ID}`,
  ])("is nobody else's (%j)", async (options) => {
    const lines = [
      `${base} AS seed`,
      base,
      `ARG ID=${namespace}/${id}`,
      `${mount(options)} ${look()}`,
    ];
    const { text } = await inDockerfile(builds, lines.join("\n"), {}, "bob");
    expect(text).not.toContain(secret);
  });

  test("has no name that a build argument could set", async () => {
    const text = `${base}\n${mount(`,id=${id}`)} ${look()}`;
    const buildArgs = { BUILDKIT_CACHE_MOUNT_NS: namespace };
    expect(await builds.submit("bob", only(text, { buildArgs }))).toMatchObject({
      ok: false,
      fault: { kind: "refused" },
    });
    // In the file it is a word like any other.
    const lines = [`ARG BUILDKIT_CACHE_MOUNT_NS=${namespace}`, `${mount(`,id=${id}`)} ${look()}`];
    expect((await said("bob", lines)).text).not.toContain(secret);
    const before = `ARG BUILDKIT_CACHE_MOUNT_NS=${namespace}\n${text}`;
    expect((await inDockerfile(builds, before, {}, "bob")).text).not.toContain(secret);
  });
});

describe("the build cache, which all share,", () => {
  const mark = randomUUID();
  const lines = [
    "COPY secret /secret",
    `RUN : ${mark}; cat /secret; echo " made $(cat /proc/sys/kernel/random/uuid)"`,
  ];
  const made = (text: string) => /made (\S+)/.exec(text)?.[1];

  test("answers only to whoever has the same files", async () => {
    const ann = await said("ann", lines, { secret: "of ann" });
    expect(made(ann.text)).toBeDefined();
    const bob = await said("bob", lines, { secret: "of bob" });
    expect(bob.text).toContain("of bob made");
    expect(bob.text).not.toContain("of ann");
    expect(made(bob.text)).not.toBe(made(ann.text));
  });

  test("has no name for another's files: what is not in the context can't be copied", async () => {
    const { ended } = await said("bob", lines);
    expect(ended).toBe("failed");
  });

  test("keeps nothing that was written to a mount of a shared image", async () => {
    const poison = `/mounted/${mark}`;
    await said("ann", [
      `RUN --mount=type=bind,from=node:24-alpine,target=/mounted,rw echo x >${poison}; ls ${poison}`,
    ]);
    const bob = await said("bob", [
      `RUN --mount=type=bind,from=node:24-alpine,target=/mounted ls /mounted /; : ${randomUUID()}`,
    ]);
    expect(bob.ended).toBe("finished");
    expect(bob.text).not.toContain(mark);
  });
});
