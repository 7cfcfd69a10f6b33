import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/server/storage/database";
import { endOf, only, realHome, requestOf, type TestBuilds, testBuilds } from "./fixture";

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

const from = "FROM node:14-alpine";

// What the engine itself says, in our words: our own parser does not see these coming.
test.each([
  ["instruction", 2, "This image has no command named `tsc`.", `${from}\nRUN tsc`],
  ["instruction", 2, "This image has no command named `foo`.", `${from}\nRUN ["foo", "x"]`],
  [
    "instruction",
    2,
    "This stage has no shell to run a command with: it starts from `scratch`.",
    "FROM scratch\nRUN ls",
  ],
  ["dockerfile", 3, "This image has no user named `nosuch`.", `${from}\nUSER nosuch\nRUN ls`],
  ["instruction", 2, "This image has no command named `apk`.", `${from}\nRUN apk add curl`],
  ["instruction", 2, "The command on line 2 ended with exit code 3.", `${from}\nRUN exit 3`],
  [
    "instruction",
    3,
    "`package.json` has no script named `build`.",
    `${from}\nCOPY package.json .\nRUN npm run build`,
  ],
  [
    "instruction",
    2,
    "Node found no package `express` in the image. Is it in `package.json` and installed before this?",
    `${from}\nRUN node -e 'require("express")'`,
  ],
  [
    "dockerfile",
    2,
    "There is no `pakage.json` among the project's files, so it can't be copied. Did you mean `package.json`?",
    `${from}\nCOPY pakage.json .`,
  ],
  [
    "dockerfile",
    3,
    "There is no `/dist` in `build` to copy.",
    `${from} AS build\n${from}\nCOPY --from=build /dist /dist`,
  ],
  ["dockerfile", 2, /^The Dockerfile does not parse here: `EXPOSE requires/, `${from}\nEXPOSE`],
  [
    "dockerfile",
    4,
    "`RUNN` is not an instruction. Did you mean `RUN`?",
    `${from}\nRUN cat <<A\nA\nRUNN x`,
  ],
  [
    "refused",
    2,
    /^`python:3` is not an image that the sandbox has/,
    `ARG NAME=xpython\nFROM \${NAME#x}:3`,
  ],
  [
    "refused",
    2,
    /^`https:\/\/example\.com\/x` is outside the sandbox/,
    `${from}\nADD https://example.com/x /x`,
  ],
  ["refused", 2, /network/, `${from}\nRUN --network=host true`],
  ["refused", 2, /take the walls down/, `${from}\nRUN --security=insecure true`],
  [
    "refused",
    2,
    /^`example\.com` can't be reached/,
    `${from}\nRUN node -e 'require("http").get("http://example.com/")'`,
  ],
])("%s on line %s: %s", async (kind, line, message, dockerfile) => {
  const request = requestOf({ Dockerfile: dockerfile, "package.json": '{"name":"a"}' });
  const outcome = await builds.submit("ann", request);
  const failure = outcome.ok
    ? await failureOf(request)
    : { ...outcome.fault, message: outcome.fault.detail };
  expect(failure).toMatchObject({
    kind,
    line,
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
});

async function failureOf(request: Parameters<TestBuilds["submit"]>[1]) {
  const last = await endOf(builds, request);
  if (last?.type !== "failed") throw new Error(JSON.stringify(last));
  expect(last.failure.logTail.length).toBeGreaterThan(0);
  return last.failure;
}

test("a warning of Docker's build checks comes with its rule and line", async () => {
  const last = await endOf(builds, only(`${from}\nCMD node index.js`));
  expect(last).toMatchObject({
    type: "finished",
    result: { warnings: [{ rule: "JSONArgsRecommended", line: 2 }] },
  });
});

test("docker/dockerfile as frontend needs no registry", async () => {
  const last = await endOf(
    builds,
    only(`# syntax=docker/dockerfile:1\n${from}\nRUN <<EOF\necho one\necho two\nEOF\n`),
  );
  expect(last).toMatchObject({ type: "finished" });
});

test("an image from scratch has only its own layers", async () => {
  const last = await endOf(
    builds,
    requestOf({ Dockerfile: "FROM scratch\nCOPY a /a\n", a: "12345" }),
  );
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  const { image, baseImages } = last.result;
  expect(image.layers).toMatchObject([
    { instruction: "COPY a /a", line: 2, bytes: 5, shared: false },
  ]);
  expect(image.unpackedBytes).toBe(5);
  expect(baseImages).toEqual([]);
});

test("a target, arguments and an ignore file count", async () => {
  const last = await endOf(
    builds,
    requestOf(
      {
        Dockerfile: `ARG TAG=none\nFROM node:$TAG AS first\nCOPY . /all\nRUN ls -A /all && test ! -e /all/secret.txt\nFROM first\nRUN exit 9\n`,
        ".dockerignore": "secret.txt",
        "secret.txt": "x",
      },
      { target: "first", buildArgs: { TAG: "14-alpine" } },
    ),
  );
  expect(last).toMatchObject({
    type: "finished",
    result: {
      stages: [
        { name: "first", base: "node:14-alpine", shipped: true, skipped: false },
        { name: "1", shipped: false, skipped: true },
      ],
    },
  });
});
