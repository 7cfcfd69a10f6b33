import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientOf, trustedProxies, watchClients } from "./client";

const server = createServer(async (_, response) => {
  await new Promise((resolve) => setImmediate(resolve));
  response.end(clientOf());
});
beforeAll(async () => {
  watchClients(0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(localAddress: string, headers: Record<string, string> = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, localAddress, headers })
      .on("response", (answer) => resolve(text(answer)))
      .on("error", reject)
      .end();
  });
}

test("each request is known by its connection, also among others at the same time", async () => {
  const addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
  expect(await Promise.all(addresses.map((address) => ask(address)))).toEqual(addresses);
});

test.each(["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"])(
  "%s says nothing about who sent a request",
  async (name) => {
    expect(await ask("127.0.0.2", { [name]: "192.0.2.1" })).toBe("127.0.0.2");
  },
);

test("outside of a request nobody is known", () => {
  expect(clientOf()).toBe("unknown");
});

test("without a setting no proxy is trusted, and what is no number stops the start", () => {
  expect(trustedProxies()).toBe(0);
  expect(trustedProxies("1")).toBe(1);
  for (const wrong of ["", "-1", "1.5", "yes", "10"]) expect(() => trustedProxies(wrong)).toThrow();
});
