import { describe, expect, test } from "vitest";
import { newDemultiplexer } from "./multiplex";

function frame(stream: 1 | 2, output: Uint8Array | string): Uint8Array {
  const bytes = typeof output === "string" ? new TextEncoder().encode(output) : output;
  const whole = new Uint8Array(8 + bytes.length);
  whole[0] = stream;
  new DataView(whole.buffer).setUint32(4, bytes.length);
  whole.set(bytes, 8);
  return whole;
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const smile = new TextEncoder().encode("☺");
const stream = join(
  frame(1, "out ☺\n"),
  frame(2, "err\n"),
  frame(1, ""),
  frame(1, smile.slice(0, 1)),
  frame(2, "between\n"),
  frame(1, smile.slice(1)),
  frame(1, "x".repeat(300)),
);
const whole = `out ☺\nerr\nbetween\n☺${"x".repeat(300)}`;

describe("newDemultiplexer", () => {
  test.each([1, 2, 3, 7, 8, 9, 64, stream.length])("in chunks of %d bytes", (bytes) => {
    const demultiplex = newDemultiplexer();
    let text = "";
    for (let at = 0; at < stream.length; at += bytes) {
      text += demultiplex(stream.subarray(at, at + bytes));
    }
    expect(text).toBe(whole);
  });

  test("shows bytes that are not UTF-8 as such", () => {
    expect(newDemultiplexer()(frame(1, new Uint8Array([0xff, 65])))).toBe("\ufffdA");
  });
});
