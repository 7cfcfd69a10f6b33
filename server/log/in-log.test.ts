import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openSecrets } from "@/server/learner/secrets";
import { sign } from "@/server/learner/signature";
import { complain } from "./complain";
import { inLog } from "./in-log";

const secret = "s".repeat(40);
const log = vi.spyOn(console, "error").mockImplementation(() => {});
const logged = (error: unknown) => {
  log.mockClear();
  complain("a test", error);
  return log.mock.calls.flat().map(String).join("\n");
};
const folder = mkdtempSync(join(tmpdir(), "log-"));
afterAll(() => {
  log.mockRestore();
  rmSync(folder, { recursive: true });
});

/** What the call throws. */
async function thrown(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}

let failure: unknown;
beforeAll(async () => {
  const database = new PGlite();
  await database.exec("create table builds (id text primary key, request text check (false))");
  const request = JSON.stringify({
    files: { ".env": "password=hunter2" },
    buildArgs: { K: "v4lue" },
  });
  failure = await thrown(() =>
    database.query("insert into builds values ($1, $2)", ["b1", request]),
  );
  await database.close();
});

test("a database error does not tell what was to be stored: files and build arguments", () => {
  expect(JSON.stringify(failure)).toContain("hunter2");
  expect(logged(failure)).toContain("violates check constraint");
  expect(logged(failure)).not.toMatch(/hunter2|v4lue/);
  expect(logged(new Error("outer", { cause: failure }))).toMatch(
    /outer[\s\S]*caused by[\s\S]*check/,
  );
  expect(logged(new Error("outer", { cause: failure }))).not.toMatch(/hunter2|v4lue/);
});

test("a cookie is masked, wherever it stands", () => {
  const cookie = sign("0".repeat(32), [secret]);
  for (const error of [`Cookie: a=${cookie}; b`, new Error(cookie), { headers: { cookie } }]) {
    expect(logged(error)).not.toContain(cookie);
    expect(logged(error)).not.toContain(cookie.slice(40));
  }
});

test("secrets that are no good stop the start, and are not told", async () => {
  const error = await thrown(() => openSecrets(folder, `${secret},too-short`));
  expect(String((error as Error).message)).not.toMatch(/ssss|too-short/);
  expect(logged(error)).not.toMatch(/ssss|too-short/);
});

test("an entry has its reference, and enough to find the fault", () => {
  log.mockClear();
  const reference = complain("the queue", new TypeError("x is no function"));
  expect(log).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(`^\\[${reference}\\] the queue: TypeError: x is no function\\n +at `),
  );
});

test("an error that is its own cause ends", () => {
  const error = new Error("round");
  error.cause = error;
  expect(inLog(error).split("caused by")).toHaveLength(6);
});
