import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { dial } from "./dial";

const folder = mkdtempSync(join(tmpdir(), "dial-"));
const ingressSocket = join(folder, "ingress.sock");
const door = { ingressSocket, address: "10.0.0.2", port: 3000 };
let server: Server;

/** An ingress that does this with each connection, once it has been asked. */
function ingress(answer: (socket: Socket, asked: string) => void): Promise<void> {
  server = createServer((socket) => {
    socket.once("data", (asked) => answer(socket, String(asked)));
  });
  return new Promise((resolve) => server.listen(ingressSocket, resolve));
}

afterEach(() => {
  server.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}

test("asks for the container's port, and gives a connection to it", async () => {
  let asked = "";
  await ingress((socket, text) => {
    asked = text;
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.once("data", (chunk) => socket.end(`echo ${chunk}`));
  });
  const socket = await dial(door);
  socket.write("hello");
  expect(await textOf(socket)).toBe("echo hello");
  expect(asked).toBe("CONNECT 10.0.0.2:3000 HTTP/1.1\r\nHost: 10.0.0.2:3000\r\n\r\n");
});

test("loses nothing that the app says at once, though the answer comes in pieces", async () => {
  await ingress((socket) => {
    socket.write("HTTP/1.1 200 O");
    setTimeout(() => socket.end("K\r\n\r\nwelcome"), 5);
  });
  expect(await textOf(await dial(door))).toBe("welcome");
});

test.each([
  [
    "a refusal",
    "HTTP/1.1 502 Bad Gateway\r\n\r\n",
    "no way to 10.0.0.2:3000: HTTP/1.1 502 Bad Gateway",
  ],
  ["an end", "", "closed before an answer"],
  ["half an answer", "HTTP/1.1 200 OK\r\n", "closed before an answer"],
  ["no answer at all", "x".repeat(5000), "not an answer"],
])("rejects at %s", async (_, answer, message) => {
  await ingress((socket) => socket.end(answer));
  await expect(dial(door)).rejects.toThrow(message);
});

test("rejects where there is no ingress, and where nothing listens at a published port", async () => {
  await ingress(() => {});
  const gone = { ...door, ingressSocket: join(folder, "none.sock") };
  await expect(dial(gone)).rejects.toThrow("ENOENT");
  await expect(dial({ host: "127.0.0.1", port: 1 })).rejects.toThrow("ECONNREFUSED");
});
