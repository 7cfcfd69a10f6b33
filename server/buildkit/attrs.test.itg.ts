import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { base, client, dockerfile, onBase, output, sandbox, unseen } from "./engine.fixture";

const buildkit = client();

const parents = sandbox.slots.flatMap(({ cgroupParent }) => cgroupParent ?? []);

// Under version 2 a build sees its own cgroup as the root.
test.skipIf(sandbox.cgroupVersion === 2)("every process runs below the given cgroup", async () => {
  for (const cgroupParent of parents) {
    const build = onBase(`RUN ${unseen("cat /proc/self/cgroup")}`);
    const { log } = await output(buildkit, { ...build, cgroupParent });
    expect(log()).toMatch(new RegExp(`:memory:.*${cgroupParent}/`));
    expect(log()).toMatch(new RegExp(`:pids:.*${cgroupParent}/`));
  }
});

test("given hosts are known in every instruction", async () => {
  const addHosts = { "registry.example": "192.0.2.7", "mirror.example": "192.0.2.8" };
  const { log } = await output(buildkit, {
    ...onBase(`RUN ${unseen("cat /etc/hosts")}`),
    addHosts,
  });
  expect(log()).toMatch(/192\.0\.2\.7\s+registry\.example/);
  expect(log()).toMatch(/192\.0\.2\.8\s+mirror\.example/);
});

test("ulimits hold", async () => {
  const build = onBase(`RUN ${unseen("echo files $(ulimit -n) blocks $(ulimit -f)")}`);
  const { log } = await output(buildkit, {
    ...build,
    ulimits: ["nofile=123:456", "fsize=1048576:1048576"],
  });
  expect(log()).toContain("files 123 blocks 2048");
});

test("cache mounts of two namespaces are apart, and nothing in a build crosses over", async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const mount = (id: string, command: string) =>
    onBase(`RUN --mount=type=cache,target=/c,id=${id} ${unseen(command)}`);
  const put = { ...mount("npm", "echo secret > /c/kept"), cacheNamespace: mine };
  const list = "echo found: $(ls /c)";
  await buildkit.solve(put);
  const again = await output(buildkit, { ...mount("npm", list), cacheNamespace: mine });
  expect(again.log()).toContain("found: kept");
  for (const id of ["npm", `${mine}/npm`, `../${mine}/npm`, `/../${mine}/npm`]) {
    const other = await output(buildkit, {
      ...mount(id, list),
      cacheNamespace: theirs,
      buildArgs: { BUILDKIT_CACHE_MOUNT_NS: mine },
    });
    expect(other.log(), id).toMatch(/found:\s*\n/);
  }
});

test("target, build arguments and no-cache do as docker build", async () => {
  const build = dockerfile(
    `FROM ${base} AS wanted`,
    "ARG WORD=none",
    `RUN ${unseen("echo word $WORD")}`,
    "FROM scratch AS unwanted",
    "COPY missing /",
  );
  const request = { ...build, target: "wanted", buildArgs: { WORD: "given" } };
  expect((await output(buildkit, request)).log()).toContain("word given");
  expect((await output(buildkit, request)).vertex("RUN :")?.cached).toBe(true);
  const fresh = await output(buildkit, { ...request, noCache: true });
  expect(fresh.vertex("RUN :")?.cached).toBe(false);
});
