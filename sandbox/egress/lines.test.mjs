import { describe, expect, it } from "vitest";
import { onBridge, readConnect } from "./connect-line.mjs";
import { readSourceLine, writeSourceLine } from "./source-line.mjs";

describe("the source line", () => {
  const line = writeSourceLine({
    source: "10.1.2.3",
    sourcePort: 4000,
    gateway: "10.1.2.1",
    port: 443,
  });

  it("is read as it was written, and what follows is left", () => {
    const verdict = readSourceLine(Buffer.from(`${line}rest`));
    expect({ ...verdict, rest: String(verdict.rest) }).toEqual({
      source: "10.1.2.3",
      port: 443,
      rest: "rest",
    });
  });

  it("is waited for, but not for ever", () => {
    expect(readSourceLine(Buffer.from(line.slice(0, 20)))).toEqual({ more: true });
    expect(readSourceLine(Buffer.alloc(200))).toEqual({ error: "no source line" });
    expect(readSourceLine(Buffer.from("GET / HTTP/1.1\r\n"))).toEqual({ error: "no source line" });
  });
});

describe("readConnect", () => {
  it("reads an address, a port and what follows", () => {
    const verdict = readConnect(
      Buffer.from("CONNECT 10.1.2.3:3000 HTTP/1.1\r\nHost: x\r\n\r\nhello"),
    );
    expect({ ...verdict, rest: String(verdict.rest) }).toEqual({
      address: "10.1.2.3",
      port: 3000,
      rest: "hello",
    });
  });

  it.each([
    "GET / HTTP/1.1",
    "CONNECT name:80 HTTP/1.1",
    "CONNECT 10.1.2.3:0 HTTP/1.1",
    "CONNECT 10.1.2.3:99999 HTTP/1.1",
  ])("refuses %s", (head) => {
    expect(readConnect(Buffer.from(`${head}\r\n\r\n`))).toHaveProperty("error");
  });

  it("waits for the head's end, but not for ever", () => {
    expect(readConnect(Buffer.from("CONNECT 10.1.2.3:3000 HTTP/1.1\r\n"))).toEqual({ more: true });
    expect(readConnect(Buffer.alloc(5000, 65))).toHaveProperty("error");
  });
});

describe("onBridge", () => {
  const isContainer = onBridge("10.1.2.0/24", "10.1.2.1");

  it.each([
    ["10.1.2.3", true],
    ["10.1.2.1", false],
    ["10.1.3.3", false],
    ["127.0.0.1", false],
    ["169.254.169.254", false],
  ])("%s: %s", (address, expected) => {
    expect(isContainer(address)).toBe(expected);
  });
});
