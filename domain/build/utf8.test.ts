import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, joinBytes } from "./utf8";

const encoder = new TextEncoder();
const text = "a é € 😀 z";

test("characters survive a cut at any byte", () => {
  const bytes = encoder.encode(text);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const first = decodeUtf8(bytes.subarray(0, cut));
    const second = decodeUtf8(joinBytes(first.rest, bytes.subarray(cut)));
    expect(first.text + second.text).toBe(text);
    expect(second.rest).toHaveLength(0);
  }
});

test("byte by byte too", () => {
  let rest: Uint8Array = new Uint8Array();
  let all = "";
  for (const byte of encoder.encode(text)) {
    const part = decodeUtf8(joinBytes(rest, Uint8Array.of(byte)));
    all += part.text;
    rest = part.rest;
  }
  expect(all).toBe(text);
});

test("what is no UTF-8 becomes the replacement character and is never held back for long", () => {
  expect(decodeUtf8(Uint8Array.of(0xff, 0x41))).toMatchObject({ text: "\ufffdA" });
  expect(decodeUtf8(Uint8Array.of(0x80, 0x80, 0x80, 0x80)).rest).toHaveLength(0);
  expect(decodeUtf8(Uint8Array.of(0xff)).rest).toHaveLength(0);
});

/** Bytes, and the places where they are cut. */
const cutBytes = (bytes: fc.Arbitrary<Uint8Array>) =>
  bytes.chain((all) =>
    fc.record({
      all: fc.constant(all),
      cuts: fc.array(fc.nat(all.length)).map((cuts) => cuts.sort((a, b) => a - b)),
    }),
  );

function inPieces({ all, cuts }: { all: Uint8Array; cuts: number[] }) {
  let rest: Uint8Array = new Uint8Array();
  let text = "";
  for (const [index, cut] of [...cuts, all.length].entries()) {
    const part = decodeUtf8(joinBytes(rest, all.subarray(cuts[index - 1] ?? 0, cut)));
    text += part.text;
    rest = part.rest;
    expect(rest.length).toBeLessThan(4);
  }
  return { text, rest };
}

test("any text survives any cuts", () => {
  const texts = fc.string({ unit: "binary" }).map((any) => encoder.encode(any));
  const property = fc.property(cutBytes(texts), (given) => {
    const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(given.all);
    expect(inPieces(given)).toEqual({ text: whole, rest: new Uint8Array() });
  });
  fc.assert(property, {
    numRuns: 1000,
    examples: [[{ all: encoder.encode("\ufeffa\ufeff"), cuts: [4] }]],
  });
});

test("any bytes read the same in pieces as at once", () => {
  const property = fc.property(cutBytes(fc.uint8Array()), (given) => {
    const { text, rest } = inPieces(given);
    const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(given.all);
    expect(text + new TextDecoder("utf-8", { ignoreBOM: true }).decode(rest)).toBe(whole);
  });
  fc.assert(property, { numRuns: 2000 });
});
