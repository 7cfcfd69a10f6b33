import { expect, test } from "vitest";
import { base, client, dockerfile, onBase } from "./engine.fixture";
import type { SourceRule } from "./types";

const buildkit = client();
const sourcePolicy: readonly SourceRule[] = [
  { action: "deny", selector: "*" },
  { action: "allow", selector: `docker-image://docker.io/library/${base}` },
];
const denied = { kind: "solve", message: expect.stringContaining("denied by policy") };

test("an allowed base image and the build's own context pass", async () => {
  const build = buildkit.solve({ ...onBase("COPY . /context"), sourcePolicy });
  await expect(build).resolves.toBeDefined();
});

test("no variable smuggles a base image past the policy", async () => {
  const build = dockerfile("ARG B=attacker/evil", "FROM $B", "RUN true");
  await expect(buildkit.solve({ ...build, sourcePolicy })).rejects.toMatchObject(denied);
  const given = { ...dockerfile("ARG B", "FROM $B"), buildArgs: { B: "attacker/evil" } };
  await expect(buildkit.solve({ ...given, sourcePolicy })).rejects.toMatchObject(denied);
});

test.each([
  "COPY --from=attacker/evil / /",
  "RUN --mount=from=attacker/evil,target=/m true",
  "ADD https://example.com/file /",
  "ADD http://169.254.169.254/latest/meta-data /",
  "ADD https://github.com/moby/buildkit.git /",
  "ADD git@github.com:moby/buildkit.git /",
  "ADD http://buildkit-session/of-another-build /",
])("refused: %s", async (line) => {
  await expect(buildkit.solve({ ...onBase(line), sourcePolicy })).rejects.toMatchObject(denied);
});

test("a frontend image is a source too", async () => {
  const declared = { ...dockerfile("# syntax=attacker/evil", `FROM ${base}`), sourcePolicy };
  await expect(buildkit.solve(declared)).rejects.toMatchObject(denied);
  const given = { ...onBase(), buildArgs: { BUILDKIT_SYNTAX: "attacker/evil" }, sourcePolicy };
  await expect(buildkit.solve(given)).rejects.toMatchObject(denied);
  await expect(buildkit.lint(declared)).rejects.toMatchObject(denied);
});

test("the engine's own frontend reads a Dockerfile that names another, where that is asked for", async () => {
  const build = dockerfile("# syntax=docker/dockerfile:1", `FROM ${base}`, "RUN <<E", "true", "E");
  const given = { ...build, buildArgs: { BUILDKIT_SYNTAX: "attacker/evil" } };
  const read = buildkit.solve({ ...given, sourcePolicy, syntax: "engine" });
  await expect(read).resolves.toBeDefined();
});
