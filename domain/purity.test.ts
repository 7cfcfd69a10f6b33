import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["app", "bench", "components", "domain", "e2e", "sandbox", "scripts", "server"];

/** One import: the file, and what it names: a path from the root, or a package. */
type Arrow = { file: string; to: string; inside: boolean };

const files = [
  ...folders.flatMap((folder) => sources(join(root, folder))),
  join(root, "instrumentation.ts"),
].map((path) => relative(root, path));
const arrows = files.flatMap(arrowsOf);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:[mc]?[jt]s|[jt]sx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:node_modules|\.next)[\\/]/.test(path));
}

function arrowsOf(file: string): Arrow[] {
  const text = readFileSync(join(root, file), "utf8");
  const named =
    /^\s*(?:import|export)\s[^;'"`]*?\sfrom\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|\brequire\(\s*["']([^"']+)["']\s*\)/gm;
  return [...text.matchAll(named)].map((match) => {
    const to = match.slice(1).find((name) => name !== undefined) ?? "";
    if (to.startsWith("@/")) return { file, to: to.slice(2), inside: true };
    if (to.startsWith(".")) return { file, to: normalize(join(dirname(file), to)), inside: true };
    return { file, to, inside: false };
  });
}

const isTest = (file: string) => /\.(?:test(?:\.itg)?|fixture)\./.test(file);
const from = (...tops: string[]) =>
  arrows.filter(({ file }) => tops.some((top) => file.startsWith(`${top}/`) || file === top));
const into = (arrow: Arrow, ...tops: string[]) =>
  arrow.inside && tops.some((top) => arrow.to === top || arrow.to.startsWith(`${top}/`));
const shown = (wrong: Arrow[]) => wrong.map(({ file, to }) => `${file} → ${to}`);

test("there are arrows to look at", () => {
  expect(from("domain").length).toBeGreaterThan(50);
  expect(from("server").length).toBeGreaterThan(50);
  expect(arrows).toContainEqual({
    file: "domain/openapi.ts",
    to: "domain/problem",
    inside: true,
  });
});

describe("domain", () => {
  const pure = from("domain").filter(({ file }) => !isTest(file));

  test("needs nothing but itself, zod and the Dockerfile parser", () => {
    const allowed = ["zod", "dockerfile-ast"];
    const wrong = pure.filter((arrow) =>
      arrow.inside ? !into(arrow, "domain") : !allowed.includes(arrow.to),
    );
    expect(shown(wrong)).toEqual([]);
  });

  test("asks no clock, throws no dice, reads no environment", () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bcrypto\./;
    const wrong = files.filter(
      (file) =>
        file.startsWith("domain/") &&
        !isTest(file) &&
        impure.test(readFileSync(join(root, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });
});

test("server knows no page and no component", () => {
  const wrong = from("server").filter((arrow) => into(arrow, "app", "components", "sandbox"));
  expect(shown(wrong)).toEqual([]);
});

test("server/buildkit knows nothing of this product", () => {
  const wrong = from("server/buildkit").filter(
    (arrow) => arrow.inside && !into(arrow, "server/buildkit"),
  );
  expect(shown(wrong)).toEqual([]);
});

test("components know the domain and each other, and no Node", () => {
  const wrong = from("components").filter(
    (arrow) =>
      !isTest(arrow.file) &&
      (arrow.inside ? !into(arrow, "components", "domain") : arrow.to.startsWith("node:")),
  );
  expect(shown(wrong)).toEqual([]);
});

test("a route enters the server by its runtime, with the helpers of HTTP and learners", () => {
  const doors = ["server/runtime", "server/http", "server/learner"];
  const wrong = from("app/api").filter(
    (arrow) => !isTest(arrow.file) && arrow.inside && !into(arrow, "app/api", "domain", ...doors),
  );
  expect(shown(wrong)).toEqual([]);
});

test("a page reads lessons, and nothing else of the server, but for a result that was shared", () => {
  const others = from("app").filter(
    (arrow) =>
      into(arrow, "server") && !arrow.file.startsWith("app/api/") && !into(arrow, "server/lesson"),
  );
  // Its readers have no cookie and may have no scripts.
  expect(shown(others)).toEqual(["app/(site)/results/[token]/page.tsx → server/runtime"]);
});

test("the server starts by its start, and nobody needs a page", () => {
  expect(shown(from("instrumentation.ts"))).toEqual(["instrumentation.ts → server/start"]);
  const wrong = arrows.filter((arrow) => into(arrow, "app") && !arrow.file.startsWith("app/"));
  expect(shown(wrong)).toEqual([]);
});

test("the sandbox has no arrows in or out", () => {
  const inward = arrows.filter(
    (arrow) => into(arrow, "sandbox") && !arrow.file.startsWith("sandbox/"),
  );
  const out = from("sandbox").filter((arrow) => arrow.inside && !into(arrow, "sandbox"));
  expect(shown([...inward, ...out])).toEqual([]);
});

test("end-to-end tests and benches speak HTTP only", () => {
  const wrong = from("e2e", "bench").filter((arrow) =>
    into(arrow, "app", "components", "domain", "server", "sandbox"),
  );
  expect(shown(wrong)).toEqual([]);
});
