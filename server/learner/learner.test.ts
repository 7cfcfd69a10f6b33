import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { learnersWith, openLearners, withLearner } from "./learner";
import { openSecrets } from "./secrets";

const [old, current] = ["o".repeat(32), "c".repeat(32)];
const from = (cookie?: string, headers: Record<string, string> = {}) =>
  new Request("http://a/", { headers: cookie ? { ...headers, cookie } : headers });
const pair = (setCookie = "") => setCookie.split(";")[0] ?? "";

describe("a learner", () => {
  const learners = learnersWith([current]);

  test("is new on the first request, and the same ever after", () => {
    const first = learners.of(from());
    expect(first.id).toMatch(/^[0-9a-f]{32}$/);
    expect(learners.of(from(pair(first.setCookie)))).toEqual({ id: first.id });
    expect(learners.known(from(pair(first.setCookie)))).toBe(first.id);
  });

  test("is not made by a question about what only an owner can see", () => {
    expect(learners.known(from())).toBeNull();
  });

  test.each([
    ["another id", (value: string) => value.replace(/=./, (at) => (at === "=0" ? "=1" : "=0"))],
    [
      "another signature",
      (value: string) => value.replace(/\../, (at) => (at === ".A" ? ".B" : ".A")),
    ],
    ["no signature", (value: string) => value.split(".")[0] ?? ""],
    ["more after it", (value: string) => `${value}.x`],
  ])("cannot be forged with %s", (_, forge) => {
    const { id, setCookie } = learners.of(from());
    expect(learners.of(from(forge(pair(setCookie)))).id).not.toBe(id);
  });

  test("is found though a second cookie of the same name comes first", () => {
    const { id, setCookie } = learners.of(from());
    expect(learners.known(from(`stagecraft-learner=junk; ${pair(setCookie)}`))).toBe(id);
  });

  test("over https only by the cookie that no other host can set", () => {
    const https = { "x-forwarded-proto": "https" };
    const { id, setCookie } = learners.of(from(undefined, https));
    expect(setCookie).toMatch(/^__Host-.*; Secure$/);
    expect(learners.known(from(pair(setCookie), https))).toBe(id);
    expect(learners.known(from(pair(setCookie).replace("__Host-", ""), https))).toBeNull();
  });
});

describe("rotation", () => {
  const cookie = pair(learnersWith([old]).of(from()).setCookie);
  const id = learnersWith([old]).known(from(cookie)) ?? "";

  test("an older secret still verifies, and the cookie is signed anew", () => {
    const rotated = learnersWith([current, old]).of(from(cookie));
    expect(rotated.id).toBe(id);
    expect(learnersWith([current]).of(from(pair(rotated.setCookie)))).toEqual({ id });
  });

  test("a secret that is gone verifies nothing", () => {
    expect(learnersWith([current]).known(from(cookie))).toBeNull();
  });
});

describe("the data folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "learner-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("keeps one secret, for its owner only, over restarts", () => {
    const nested = join(folder, "data");
    const { id, setCookie } = openLearners(nested).of(from());
    expect(openLearners(nested).known(from(pair(setCookie)))).toBe(id);
    expect(readdirSync(nested)).toEqual(["learner-secrets.json"]);
    expect(statSync(join(nested, "learner-secrets.json")).mode & 0o777).toBe(0o600);
  });

  test("is not asked where the environment names the secrets", () => {
    expect(openSecrets(folder, `${current}, ${old}`)).toEqual([current, old]);
  });

  test.each(["[]", '["short"]', "{}"])("that holds %s stops the start", (text) => {
    const broken = mkdtempSync(join(tmpdir(), "learner-"));
    writeFileSync(join(broken, "learner-secrets.json"), text);
    expect(() => openSecrets(broken, "")).toThrow();
    rmSync(broken, { recursive: true });
  });
});

test("the response tells the browser only what it does not know", () => {
  expect(withLearner(new Response(), { id: "1" }).headers.get("set-cookie")).toBeNull();
  const told = withLearner(new Response(), { id: "1", setCookie: "a=1" });
  expect(told.headers.get("set-cookie")).toBe("a=1");
});
