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
