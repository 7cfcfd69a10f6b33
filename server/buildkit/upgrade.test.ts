import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { dialer } from "./dial";
import { upgrade } from "./upgrade";

async function listening(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return dialer(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test("the bytes that came with the answer are the connection's first", async () => {
  const server = createServer().on("upgrade", (request, socket) => {
    const headers = "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    socket.end(`HTTP/1.1 101 Switching Protocols\r\n${headers}${request.headers["x-given"]}`);
  });
  const socket = await upgrade(await listening(server), "/session", { "x-given": "first bytes" });
  expect((await socket.setEncoding("utf8").toArray()).join("")).toBe("first bytes");
});

test("any other answer is refused, in the engine's words", async () => {
  const server = createServer((_, response) => response.writeHead(404).end("page not found\n"));
  await expect(upgrade(await listening(server), "/grpc")).rejects.toMatchObject({
    name: "SolveError",
    kind: "engine",
    message: "no way to the engine's /grpc: 404 page not found",
  });
});

test("a connection that arrives after all is cut", async () => {
  const server = createServer();
  const closed = new Promise((resolve) => server.on("connection", (it) => it.on("close", resolve)));
  const dial = await listening(server);
  const closing = new AbortController();
  const late = () => new Promise((resolve) => setTimeout(resolve, 20)).then(dial);
  const opening = upgrade(late, "/grpc", {}, closing.signal);
  closing.abort();
  await expect(opening).rejects.toMatchObject({ kind: "engine" });
  await closed;
});

test("a host of an unknown kind cannot be dialled", () => {
  expect(() => dialer("ssh://somewhere")).toThrow(RangeError);
});
