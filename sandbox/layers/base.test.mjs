import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { baseLayers, chainIds } from "./base.mjs";

it("knows the layers of the base images that are made so far", async () => {
  const home = mkdtempSync(join(tmpdir(), "base-"));
  expect(await baseLayers(home)).toEqual([]);
  mkdirSync(join(home, "run"));
  const images = [{ layers: [{ diffId: "a" }, { diffId: "b" }] }, { layers: [{ diffId: "a" }] }];
  writeFileSync(join(home, "run/small-images.json"), JSON.stringify(images));
  expect(await baseLayers(home)).toEqual([["a", "b"], ["a"]]);
  rmSync(home, { recursive: true });
});

it("names a layer together with those below it", () => {
  const lowest = "e".repeat(64);
  const [first, second] = chainIds([`sha256:${lowest}`, "sha256:a"]);
  expect(first).toBe(lowest);
  expect(second).toMatch(/^[0-9a-f]{64}$/);
  expect(chainIds(["sha256:other", "sha256:a"])[1]).not.toBe(second);
});
