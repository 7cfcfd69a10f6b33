import { describe, expect, test } from "vitest";
import { chainOf } from "../dockerfile/reach";
import { outlineOf } from "../dockerfile/stages";
import { attribute, type Described } from "./layers";

const described = (
  ...entries: [diffId: string | null, createdBy: string, bytes?: number][]
): Described => ({
  diffIds: entries.flatMap(([diffId]) => diffId ?? []),
  history: entries.map(([, createdBy, bytes = 0]) => ({ createdBy, bytes })),
});
const chain = (text: string) => {
  const { stages } = outlineOf(text);
  const last = stages.at(-1);
  return last ? chainOf(stages, last) : [];
};

const alpine = described(
  ["base0", "/bin/sh -c #(nop) ADD file:1 in / ", 5],
  [null, '/bin/sh -c #(nop)  CMD ["/bin/sh"]'],
  ["base1", "RUN /bin/sh -c apk add node # buildkit", 90],
);
const above = (...entries: Parameters<typeof described>): Described => {
  const own = described(...entries);
  return {
    diffIds: [...alpine.diffIds, ...own.diffIds],
    history: [...alpine.history, ...own.history],
  };
};

test("the base image's layers are shared and keep its words, the rest have line and stage", () => {
  const image = above(
    ["l0", "WORKDIR /app"],
    ["l1", "COPY /app . # buildkit", 2],
    [null, "EXPOSE map[3000/tcp:{}]"],
    [null, 'CMD ["node" "index.js"]'],
  );
  const layers = attribute(
    image,
    alpine,
    chain(
      "FROM node AS builder\nRUN x\nFROM alpine\nWORKDIR /app\nCOPY --from=builder /app .\nEXPOSE 3000\nCMD x",
    ),
  );
  expect(layers).toEqual([
    { diffId: "base0", instruction: "ADD file:1 in /", bytes: 5, shared: true },
    { diffId: "base1", instruction: "RUN apk add node", bytes: 90, shared: true },
    { diffId: "l0", instruction: "WORKDIR /app", line: 4, stage: "1", bytes: 0, shared: false },
    {
      diffId: "l1",
      instruction: "COPY --from=builder /app .",
      line: 5,
      stage: "1",
      bytes: 2,
      shared: false,
    },
  ]);
});

test("a stage on a stage brings the lower one's layers along", () => {
  const image = above(
    ["l0", "RUN /bin/sh -c a # buildkit", 1],
    ["l1", "RUN /bin/sh -c b # buildkit", 2],
  );
  const layers = attribute(image, alpine, chain("FROM alpine AS a\nRUN a\nFROM a AS b\nRUN b"));
  expect(layers.slice(2)).toMatchObject([
    { line: 2, stage: "a" },
    { line: 4, stage: "b" },
  ]);
});

describe("where the numbers don't match", () => {
  test("WORKDIR / makes no layer", () => {
    const image = above([null, "WORKDIR /"], ["l0", "COPY a b # buildkit", 1]);
    const layers = attribute(image, alpine, chain("FROM alpine\nWORKDIR /\nCOPY a b"));
    expect(layers[2]).toMatchObject({ instruction: "COPY a b", line: 3 });
    expect(layers).toHaveLength(3);
  });

  test("a base image's triggers keep their own words", () => {
    const image = above(
      ["t", "COPY . /trigger # buildkit", 4],
      ["l0", "RUN /bin/sh -c a # buildkit", 1],
    );
    const layers = attribute(image, alpine, chain("FROM alpine\nRUN a"));
    expect(layers.slice(2)).toMatchObject([{ instruction: "COPY . /trigger" }, { line: 2 }]);
    expect(layers[2]).not.toHaveProperty("line");
  });

  test("a base image that was imported says little, and its bytes count", () => {
    const base = described(["b", "", 100]);
    const image = {
      diffIds: ["b", "l0"],
      history: [...base.history, { createdBy: "RUN /bin/sh -c a", bytes: 0 }],
    };
    expect(attribute(image, base, chain("FROM x\nRUN a"))).toMatchObject([
      { diffId: "b", bytes: 100, shared: true, instruction: "" },
      { diffId: "l0", line: 2 },
    ]);
  });
});

test("from scratch nothing is shared", () => {
  const image = described(["l0", "COPY a / # buildkit", 7]);
  expect(attribute(image, null, chain("FROM scratch\nCOPY a /"))).toMatchObject([
    { diffId: "l0", line: 2, stage: "0", bytes: 7, shared: false },
  ]);
});
