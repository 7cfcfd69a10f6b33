import { expect, test } from "vitest";
import type { Engine } from "@/server/sandbox/engine";
import { openCompressed } from "./compressed";

const layer = (diffId: string, bytes: number) => ({ diffId, bytes });
const image = { id: "i", layers: [layer("base", 900), layer("small", 5), layer("mid", 50)] };
const noExport = async () => new Map();

/** An engine whose sandbox measures when it is told to; layers answer by their place in the chain. */
function slowEngine() {
  const asked: string[] = [];
  const waiting: ((bytes: number | null) => void)[] = [];
  const compressedBytes = (chainId: string) => {
    asked.push(chainId);
    return new Promise<number | null>((resolve) => waiting.push(resolve));
  };
  const engine = { layers: { compressedBytes } } as unknown as Engine;
  return {
    engine: () => engine,
    asked,
    answer: (bytes: number | null) => waiting.shift()?.(bytes),
  };
}

function keeping() {
  const sizes = new Map<string, number>();
  return {
    sizes: async (ids: readonly string[]) => new Map([...sizes].filter(([id]) => ids.includes(id))),
    keepSize: async (diffId: string, bytes: number) => void sizes.set(diffId, bytes),
  };
}
const silent = () => {};

test("nobody waits for a measurement: what is known is told, small layers first", async () => {
  const { engine, asked, answer } = slowEngine();
  const sizes = openCompressed(engine, keeping(), noExport, silent);
  expect(await sizes.of(image)).toEqual(new Map());
  await expect.poll(() => asked.length).toBe(1);
  answer(1);
  await expect.poll(() => sizes.of(image)).toEqual(new Map([["small", 1]]));
  answer(2);
  await expect.poll(() => asked.length).toBe(3);
  expect(asked.at(-1)).toBe("base");
  answer(3);
  await expect.poll(async () => (await sizes.of(image)).get("base")).toBe(3);
  await sizes.close();
});

test("a layer is measured once, however many ask, and never again in the next process", async () => {
  const kept = keeping();
  const { engine, asked, answer } = slowEngine();
  const only = { id: "i", layers: [layer("a", 1)] };
  const sizes = openCompressed(engine, kept, noExport, silent);
  await Promise.all([sizes.of(only), sizes.of(only), sizes.of({ ...only, id: "other" })]);
  await expect.poll(() => asked.length).toBe(1);
  answer(9);
  await expect.poll(() => sizes.of(only)).toEqual(new Map([["a", 9]]));
  await sizes.close();

  const later = openCompressed(() => null, kept, noExport, silent);
  expect(await later.of(only)).toEqual(new Map([["a", 9]]));
  expect(asked).toHaveLength(1);
});

test("what can't be measured now is tried when somebody asks again", async () => {
  const { engine, asked, answer } = slowEngine();
  const only = { id: "i", layers: [layer("a", 1)] };
  const sizes = openCompressed(engine, keeping(), noExport, silent);
  await sizes.of(only);
  await expect.poll(() => asked.length).toBe(1);
  answer(null);
  await expect.poll(async () => (await sizes.of(only)) && asked.length).toBe(2);
  answer(4);
  await expect.poll(() => sizes.of(only)).toEqual(new Map([["a", 4]]));
  await sizes.close();
});

test("sizes that can't be read from the database are complained of, and measured", async () => {
  const complaints: string[] = [];
  const { engine, asked } = slowEngine();
  const broken = { ...keeping(), sizes: () => Promise.reject(new Error("full")) };
  const sizes = openCompressed(engine, broken, noExport, (what) => void complaints.push(what));
  expect(await sizes.of({ id: "i", layers: [layer("a", 1)] })).toEqual(new Map());
  await expect.poll(() => asked.length).toBe(1);
  expect(complaints).toEqual(["sizes of layers"]);
});
