import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientOf, trustedProxies, watchEntrance } from "./entrance";

const serve = () =>
  createServer(async ({ method, url }, response) => {
    await new Promise((resolve) => setImmediate(resolve));
    response.end(`${clientOf()} ${method} ${url}`);
  });
const [app, previews] = [serve(), serve()];
const portOf = (server: Server) => (server.address() as AddressInfo).port;
beforeAll(async () => {
  for (const server of [app, previews]) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }
  watchEntrance({ port: portOf(app), proxies: 0 });
});
afterAll(async () => {
  for (const server of [app, previews]) await new Promise((resolve) => server.close(resolve));
});

type Asked = { headers?: Record<string, string>; path?: string; method?: string; server?: Server };

function ask(localAddress: string, { server = app, ...asked }: Asked = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: portOf(server), localAddress, ...asked })
      .on("response", (answer) => resolve(text(answer)))
      .on("error", reject)
      .end();
  });
}

test("each request is known by its connection, also among others at the same time", async () => {
  const addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
  expect(await Promise.all(addresses.map((address) => ask(address)))).toEqual(
    addresses.map((address) => `${address} GET /`),
  );
});

test.each(["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"])(
  "%s says nothing about who sent a request",
  async (name) => {
    expect(await ask("127.0.0.2", { headers: { [name]: "192.0.2.1" } })).toBe("127.0.0.2 GET /");
  },
);

test("what Next would break on is mended, and nothing that comes in at the previews' port", async () => {
  expect(await ask("127.0.0.1", { path: "/%" })).toBe("127.0.0.1 GET /%25");
  expect(await ask("127.0.0.1", { path: "/%", server: previews })).toBe("unknown GET /%");
  expect(await ask("127.0.0.1", { method: "TRACE", server: previews })).toBe("unknown TRACE /");
});

test("outside of a request nobody is known", () => {
  expect(clientOf()).toBe("unknown");
});

test("without a setting no proxy is trusted, and what is no number stops the start", () => {
  expect(trustedProxies()).toBe(0);
  expect(trustedProxies("1")).toBe(1);
  for (const wrong of ["", "-1", "1.5", "yes", "10"]) expect(() => trustedProxies(wrong)).toThrow();
});
