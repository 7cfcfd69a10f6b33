import { describe, expect, test } from "vitest";
import { inOrder, isNews, places, roundOf, type Ticket } from "./queue";

/** Serves arrivals one at a time: `served` is the round of what started last. */
function serve(arrivals: readonly (string | "serve")[]): string[] {
  const waiting: Ticket[] = [];
  const last = new Map<string, number>();
  const order: string[] = [];
  let served = 0;
  for (const [arrival, learner] of arrivals.entries()) {
    if (learner === "serve") {
      const next = inOrder(waiting)[0];
      if (!next) continue;
      waiting.splice(waiting.indexOf(next), 1);
      served = Math.max(served, next.round);
      order.push(next.id);
    } else {
      const round = roundOf({ served, last: last.get(learner) ?? null });
      last.set(learner, round);
      waiting.push({ id: `${learner}${round}`, learner, round, arrival });
    }
  }
  return [...order, ...inOrder(waiting).map(({ id }) => id)].map((id) => id.charAt(0));
}

describe("the order", () => {
  test.each([
    ["one learner: first come, first served", ["a", "a", "a"], "aaa"],
    ["several learners: first come, first served", ["a", "b", "c"], "abc"],
    ["a second build waits behind others' first", ["a", "a", "a", "b", "c"], "abcaa"],
    ["though it came while the first was running", ["a", "serve", "a", "a", "b"], "abaa"],
    ["two who flood take turns", ["a", "a", "a", "b", "b", "b"], "ababab"],
    [
      "who comes again and again does not pass one who waits",
      ["a", "a", "serve", "b", "serve", "b", "serve", "b"],
      "ababb",
    ],
    ["a newcomer waits for nobody's third", ["a", "a", "a", "a", "serve", "serve", "c"], "aacaa"],
  ])("%s", (_, arrivals, order) => {
    expect(serve(arrivals).join("")).toBe(order);
  });
});

const line = (count: number) =>
  Array.from({ length: count }, (_, arrival) => ({
    id: `b${arrival}`,
    learner: `l${arrival}`,
    round: 0,
    arrival,
  }));
const place = (count: number, service: Parameters<typeof places>[1]) => [
  ...places(line(count), service).values(),
];

const takes = () => 4000;

describe("places", () => {
  test("a free slot is position 0, and no wait", () => {
    expect(place(1, { slots: 2, left: [4000], takes })).toEqual([
      { position: 0, ahead: 0, expectedWaitMs: 0 },
    ]);
  });

  test("behind full slots the wait is until one of them is free", () => {
    expect(place(3, { slots: 2, left: [1000, 3000], takes })).toEqual([
      { position: 1, ahead: 0, expectedWaitMs: 1000 },
      { position: 2, ahead: 1, expectedWaitMs: 3000 },
      { position: 3, ahead: 2, expectedWaitMs: 5000 },
    ]);
  });

  test("each build ahead counts with what it takes itself", () => {
    const own = (id: string) => (id === "b0" ? 60_000 : 1000);
    const waits = place(4, { slots: 2, left: [500, 800], takes: own });
    expect(waits.map(({ expectedWaitMs }) => expectedWaitMs)).toEqual([500, 800, 1800, 2800]);
  });

  test("with no slot at all everyone gets a place and the reason", () => {
    const reason = "The sandbox is starting.";
    expect(place(2, { slots: 0, left: [], takes, reason })).toEqual([
      { position: 1, ahead: 0, expectedWaitMs: 0, reason },
      { position: 2, ahead: 1, expectedWaitMs: 4000, reason },
    ]);
  });
});

test("a new place, a new reason or another wait is news; a jitter is not", () => {
  const before = { position: 2, ahead: 1, expectedWaitMs: 10_000 };
  expect(isNews(undefined, before)).toBe(true);
  expect(isNews(before, { ...before })).toBe(false);
  expect(isNews(before, { ...before, expectedWaitMs: 9000 })).toBe(false);
  expect(isNews(before, { ...before, expectedWaitMs: 7000 })).toBe(true);
  expect(isNews(before, { ...before, ahead: 0 })).toBe(true);
  expect(isNews(before, { ...before, reason: "x" })).toBe(true);
});

test("a wait that passes is no news, and one that does not is", () => {
  const before = { position: 1, ahead: 0, expectedWaitMs: 10_000 };
  expect(isNews(before, { ...before, expectedWaitMs: 4000 }, 6000)).toBe(false);
  expect(isNews(before, { ...before, expectedWaitMs: 10_000 }, 6000)).toBe(true);
  expect(isNews(before, { ...before, expectedWaitMs: 1000 }, 60_000)).toBe(false);
});
