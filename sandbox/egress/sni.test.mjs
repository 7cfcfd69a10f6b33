import { once } from "node:events";
import { Duplex } from "node:stream";
import { connect } from "node:tls";
import { describe, expect, it } from "vitest";
import { isHostName, readServerName } from "./sni.mjs";

/** The first bytes that Node's own TLS client sends. */
async function helloOf(servername) {
  const wire = new Duplex({
    read() {},
    write(chunk, _, done) {
      wire.emit("sent", chunk);
      done();
    },
  });
  const sent = once(wire, "sent");
  const client = connect({ socket: wire, servername, rejectUnauthorized: false });
  client.on("error", () => {});
  const [hello] = await sent;
  client.destroy();
  return hello;
}

/** The same handshake in records of at most `most` bytes. */
function fragmented(hello, most) {
  const parts = [];
  for (let at = 5; at < hello.length; at += most) {
    const part = hello.subarray(at, at + most);
    parts.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part);
  }
  return Buffer.concat(parts);
}

describe("readServerName", () => {
  it("reads the name from a real client's hello", async () => {
    expect(readServerName(await helloOf("Registry.Example.com"))).toEqual({
      name: "registry.example.com",
    });
  });

  it("waits for a hello that has not come in full, at every length", async () => {
    const hello = await helloOf("registry.example.com");
    for (let length = 0; length < hello.length; length += 1) {
      expect(readServerName(hello.subarray(0, length))).toEqual({ more: true });
    }
  });

  it("reads a hello that is spread over many records", async () => {
    const hello = await helloOf("registry.example.com");
    for (const most of [1, 3, 100]) {
      expect(readServerName(fragmented(hello, most))).toEqual({ name: "registry.example.com" });
    }
  });

  it("refuses a hello without a name", async () => {
    expect(readServerName(await helloOf(""))).toEqual({ error: "the TLS hello names no server" });
  });

  it("refuses what is not TLS", () => {
    expect(readServerName(Buffer.from("GET / HTTP/1.1\r\n\r\n"))).toHaveProperty("error");
    expect(readServerName(Buffer.from([22, 3, 1, 0, 0]))).toHaveProperty("error");
  });

  it("never throws, whatever byte of a hello is changed", async () => {
    const hello = await helloOf("registry.example.com");
    for (let at = 0; at < hello.length; at += 1) {
      for (const value of [0, 255]) {
        const changed = Buffer.from(hello);
        changed[at] = value;
        const verdict = readServerName(changed);
        expect(verdict.name ?? verdict.error ?? verdict.more).toBeDefined();
      }
    }
  });
});

describe("isHostName", () => {
  it.each(["a", "registry.example.com", "xn--bcher-kva.example", "a-b.c"])("takes %s", (name) => {
    expect(isHostName(name)).toBe(true);
  });

  it.each(["", "10.0.0.1", "a b", "-a.b", "a-.b", "a..b", "a.", "a/b", "a:1", "[::1]", "a\n.b"])(
    "does not take %j",
    (name) => {
      expect(isHostName(name)).toBe(false);
    },
  );
});
