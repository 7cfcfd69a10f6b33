import { request } from "node:http";
import { expect, test } from "@playwright/test";

/** Starts a run of a build that there is not: refused, and counted all the same. */
const ask = { data: { build: "none" }, headers: { "content-type": "application/json" } };

test("one who asks too often is told when to come back, gets in then, and held up nobody else", async ({
  playwright,
  baseURL,
}) => {
  const newcomer = async () => {
    const request = await playwright.request.newContext(baseURL ? { baseURL } : {});
    expect((await request.get("/api/sandbox")).status()).toBe(200);
    return request;
  };
  const [ann, bob] = [await newcomer(), await newcomer()];
  const limits = await (await ann.get("/api/limits")).json();
  for (let count = 0; count < limits.runRate.value; count += 1) {
    expect((await ann.post("/api/runs", ask)).status()).toBe(404);
  }

  const spoofed = { ...ask, headers: { ...ask.headers, "x-forwarded-for": "192.0.2.1" } };
  const refused = await ann.post("/api/runs", spoofed);
  expect(refused.status()).toBe(429);
  expect(refused.headers()["content-type"]).toBe("application/problem+json");
  expect(await refused.json()).toMatchObject({ kind: "busy", limit: { name: "runRate" } });
  const seconds = Number(refused.headers()["retry-after"]);
  expect(Number.isInteger(seconds)).toBe(true);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(limits.runRate.perMs / 1000);
  expect((await bob.post("/api/runs", ask)).status()).toBe(404);

  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  expect((await ann.post("/api/runs", ask)).status()).toBe(404);
  await Promise.all([ann.dispose(), bob.dispose()]);
});

test("an address makes only so many learners, whatever it says of itself", async ({
  request,
  baseURL,
}) => {
  const { learnerRate } = await (await request.get("/api/limits")).json();
  // The server hears each of 127.0.0.0/8 as an address of its own; only this test has this one.
  const newcomer = (count: number) =>
    get(`${baseURL}/api/sandbox`, "127.0.0.77", { "x-forwarded-for": `192.0.2.${count % 250}` });
  for (let count = 0; count < learnerRate.value; count += 1) {
    expect((await newcomer(count)).status).toBe(200);
  }
  const { status, retryAfter } = await newcomer(learnerRate.value);
  expect(status).toBe(429);
  expect(Number(retryAfter)).toBeGreaterThan(0);
  expect(Number(retryAfter)).toBeLessThanOrEqual(learnerRate.perMs / 1000);
  expect((await get(`${baseURL}/api/sandbox`, "127.0.0.78", {})).status).toBe(200);
});

type Got = { status: number | undefined; retryAfter: string | undefined };

function get(url: string, localAddress: string, headers: Record<string, string>): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { localAddress, family: 4, headers });
    asked.on("response", (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, retryAfter: answer.headers["retry-after"] });
    });
    asked.on("error", reject).end();
  });
}
