import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Limit, limits, type RateName } from "@/domain/limits";
import { openRates, type Rates } from "./rates";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const names = Object.entries<Limit>(limits).flatMap(([name, { perMs }]) =>
  perMs === undefined ? [] : [name as RateName],
);

async function exhaust(rates: Rates, name: RateName, who: string): Promise<void> {
  for (let count = 0; count < limits[name].value; count += 1) {
    expect(await rates.take(name, who)).toBeNull();
  }
}

test("five things are rated", () => {
  expect(names.sort()).toEqual(["buildRate", "learnerRate", "runRate", "shareRate", "writeRate"]);
});

describe.each(names)("%s", (name) => {
  test("as many as the limit pass, and the next is told the limit and when to come back", async () => {
    const rates = openRates();
    await exhaust(rates, name, "ann");
    vi.advanceTimersByTime(1500);
    const { value, perMs } = limits[name];
    expect(await rates.take(name, "ann")).toMatchObject({
      kind: "busy",
      limit: { name, value, unit: "count" },
      retryAfterSeconds: perMs / 1000 - 1,
    });
  });

  test("who waits as long as told is served, and who does not is not", async () => {
    const rates = openRates();
    await exhaust(rates, name, "ann");
    vi.advanceTimersByTime(1500);
    const { retryAfterSeconds = 0 } = (await rates.take(name, "ann")) ?? {};
    vi.advanceTimersByTime((retryAfterSeconds - 1) * 1000);
    expect(await rates.take(name, "ann")).not.toBeNull();
    vi.advanceTimersByTime(1000);
    expect(await rates.take(name, "ann")).toBeNull();
  });

  test("one who is over the limit takes nothing from another, nor from the other limits", async () => {
    const rates = openRates();
    await exhaust(rates, name, "ann");
    expect(await rates.take(name, "ann")).not.toBeNull();
    expect(await rates.take(name, "bob")).toBeNull();
    for (const other of names.filter((one) => one !== name)) {
      expect(await rates.take(other, "ann")).toBeNull();
    }
  });
});
