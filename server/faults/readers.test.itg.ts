import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLast } from "@/domain/build/events";
import { limits } from "@/domain/limits";
import { type Server, serve, site, taking } from "./server.fixture";

const folder = mkdtempSync(join(tmpdir(), "readers-"));
let server: Server;
beforeAll(async () => {
  await site();
  server = await serve(folder);
  await server.start();
}, 300_000);
afterAll(async () => {
  await server.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const readers = () => server.metric("stagecraft_build_readers");

/** Asks for a build's events and reads the head of the answer, and then nothing. */
async function stalled(id: string): Promise<Socket> {
  const { hostname, port } = new URL(server.origin);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => {});
  await new Promise((done) => socket.once("connect", done));
  socket.write(
    `GET /api/builds/${id}/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${server.cookie()}\r\n\r\n`,
  );
  await new Promise<void>((done) => socket.once("readable", done));
  return socket;
}

test("a client that vanishes leaves no stream behind, and its build goes on", async () => {
  const id = await server.submit(taking(4, "echo late"));
  const gone = await Promise.all(Array.from({ length: 20 }, () => stalled(id)));
  await expect.poll(readers).toBe(20);
  for (const socket of gone) socket.destroy();
  await expect.poll(readers).toBe(0);
  expect((await server.build(id)).status).not.toBe("finished");
  const read = await server.events(id);
  expect(read).toContainEqual(expect.objectContaining({ type: "log", text: "late\n" }));
  expect(read.at(-1)).toMatchObject({ type: "finished" });
});

test("a client that reconnects after each event misses none and hears none twice", async () => {
  const chatty = "for n in 1 2 3 4 5 6 7 8; do echo $n; sleep 0.3; done";
  const id = await server.submit(taking(0, chatty));
  const read = [];
  for (;;) {
    const [event] = await server.events(id, () => true, read.at(-1)?.seq);
    if (!event) throw new Error("the stream ended before the last event");
    read.push(event);
    if (isLast(event)) break;
  }
  expect(read.map(({ seq }) => seq)).toEqual(read.map((_, n) => n + 1));
  await expect.poll(async () => (await server.build(id)).endedAt).toBeTruthy();
  expect(await server.events(id)).toEqual(read);
});

test("fifty clients that stop reading cost no copy of the log each", async () => {
  const bytes = limits.buildLog.value - 64 * 1024;
  // A character that JSON spells with six: what goes out is more than sockets hold.
  const loud = `node -e 'let n = 0; (function more() { if (n > ${bytes}) return; n += 16384; process.stdout.write(String.fromCharCode(1).repeat(16383) + "\\n", () => setTimeout(more, 60)) })()'`;
  const id = await server.submit(taking(1, loud));
  const lazy = await Promise.all(Array.from({ length: 50 }, () => stalled(id)));
  await expect.poll(readers).toBe(50);
  const before = await server.metric("stagecraft_resident_bytes");
  const whole = await server.events(id);
  expect(whole.at(-1)).toMatchObject({ type: "finished" });
  const logged = whole.map((event) => (event.type === "log" ? event.text.length : 0));
  expect(logged.reduce((sum, length) => sum + length)).toBeGreaterThan(bytes);

  // The build is over, and whoever had taken all of it, or had it copied, would be gone: these have
  // a place in the journal, and what their sockets hold.
  expect(await readers()).toBe(50);
  const grown = (await server.metric("stagecraft_resident_bytes")) - before;
  expect(grown).toBeLessThan((50 * JSON.stringify(whole).length) / 2);
  for (const socket of lazy) socket.destroy();
  await expect.poll(readers).toBe(0);
});
