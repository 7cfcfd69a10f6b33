import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, afterEach, expect, test } from "vitest";
import { endStalled } from "./stalled";

afterAll(endStalled(100));
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Asks twice on one connection, as browsers do; the answer to the second is `stream`. */
async function asked(stream: (socket: Socket) => void, more = ""): Promise<Socket> {
  const server = createServer((request, response) => {
    if (request.url === "/first") return void response.end("first");
    response.writeHead(200).flushHeaders();
    stream(response.socket as Socket);
  });
  // Like Next's, which leaves strangers' upgrades to others.
  server.on("upgrade", () => {});
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.on("error", () => {});
  client.write("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(client, "data");
  client.write(`GET /second HTTP/1.1\r\nHost: a\r\n${more}\r\n`);
  return client;
}

test("a reader that never reads loses its connection", async () => {
  let closed: Promise<unknown> | undefined;
  const client = await asked((socket) => {
    closed = once(socket, "close");
    // More than the sockets hold.
    socket.write(Buffer.alloc(16 * 1024 ** 2));
  });
  client.pause();
  await expect.poll(() => closed).toBeDefined();
  await closed;
});

test("a reader of a stream with a beat keeps it", async () => {
  let beats = 0;
  const client = await asked((socket) => {
    const beat = setInterval(() => socket.write("beat"), 30);
    socket.on("close", () => clearInterval(beat));
  });
  client.on("data", () => {
    beats += 1;
  });
  await expect.poll(() => beats, { timeout: 5000 }).toBeGreaterThan(10);
  expect(client.destroyed).toBe(false);
});

test("an upgrade that nobody answers ends", async () => {
  const client = await asked(() => {}, "Connection: Upgrade\r\nUpgrade: websocket\r\n");
  client.resume();
  await once(client, "close");
});
