import { lookup } from "node:dns/promises";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";

const METADATA = "169.254.169.254";

/** Node code that tries to connect to each `[address, port]` and prints those that it reached. */
const reachCode = (places) => `
const net = require('net');
const tries = ${JSON.stringify(places)}.map(([host, port]) => new Promise((done) => {
  const socket = net.connect({ host, port });
  socket.setTimeout(4000, () => socket.destroy(new Error('timed out')));
  socket.on('connect', () => { socket.destroy(); done([host + ':' + port, null]); });
  socket.on('error', (error) => done([host + ':' + port, error.code || error.message]));
}));
Promise.all(tries).then((all) => console.log(JSON.stringify(all)));`;

async function nothingReached({ inside }, places) {
  const { output } = await inside.node(reachCode(places));
  return judged(output);
}

function judged(output) {
  const all = JSON.parse(output);
  const reached = all.filter(([, error]) => error === null).map(([place]) => place);
  return {
    holds: reached.length === 0,
    seen: reached.length
      ? `reached ${reached.join(", ")}`
      : all.map((item) => item.join(" ")).join(", "),
  };
}

/** From inside, nothing answers but the gateway. */
export const networkWall = [
  {
    wall: "network",
    claim: "a build reaches no address of the internet",
    async prove(live) {
      const places = await Promise.all(
        Object.keys(live.facts.hosts).map(async (name) => [
          (await lookup(name, { family: 4 })).address,
          443,
        ]),
      );
      return nothingReached(live, places);
    },
  },
  {
    wall: "network",
    claim: "a build reaches no cloud's metadata address",
    prove: (live) => nothingReached(live, [[METADATA, 80]]),
  },
  {
    wall: "network",
    claim: "a build reaches none of the host's own addresses",
    async prove(live) {
      const server = createServer((socket) => socket.end());
      await new Promise((resolve) => server.listen(0, "0.0.0.0", resolve));
      const { port } = server.address();
      const addresses = Object.values(networkInterfaces())
        .flat()
        .filter(({ family }) => family === "IPv4")
        .map(({ address }) => address);
      try {
        await Promise.all(addresses.map((host) => reachable(host, port)));
        return await nothingReached(
          live,
          addresses.map((host) => [host, port]),
        );
      } finally {
        server.close();
      }
    },
  },
  {
    wall: "network",
    claim: "the engine itself reaches no address (ADD of a URL)",
    async prove({ inside }) {
      const { code, output } = await inside.build([`ADD http://${METADATA}/ /x`]);
      return { holds: code !== 0, seen: lastError(output) };
    },
  },
  {
    wall: "network",
    claim: "the engine pulls no image",
    async prove({ inside }) {
      const { code, output } = await inside.build(["FROM stagecraft.invalid/foreign:1"]);
      return { holds: code !== 0, seen: lastError(output) };
    },
  },
  {
    wall: "network",
    claim: "a build opens no raw socket",
    async prove({ inside }) {
      const { output } = await inside.build(["RUN grep CapBnd /proc/self/status"]);
      const bounds = /CapBnd:\s*([0-9a-f]{16})/.exec(output)?.[1] ?? "f".repeat(16);
      const NET_RAW = 13n;
      return { holds: ((BigInt(`0x${bounds}`) >> NET_RAW) & 1n) === 0n, seen: `CapBnd ${bounds}` };
    },
  },
  {
    wall: "network",
    claim: "a run reaches nothing, and no gateway",
    async prove({ inside, facts }) {
      const own = "own gateway";
      const code = reachCode([
        ...Object.keys(facts.hosts).map((name) => [name, 443]),
        [facts.gateway, 443],
        [own, 443],
      ]).replace(
        `"${own}"`,
        "Object.values(require('os').networkInterfaces()).flat().find((one) => !one.internal).address.replace(/[0-9]+$/, '1')",
      );
      const { output } = await inside.node(code, `--network=${facts.runs.network}`);
      return judged(output);
    },
  },
  {
    wall: "network",
    claim: "one container does not reach another",
    async prove({ inside }) {
      const server = await inside.docker(
        "run",
        "-d",
        "--rm",
        "node:14-alpine",
        "node",
        "-e",
        "require('net').createServer((s) => s.end()).listen(3000)",
      );
      const id = server.output;
      try {
        const { output: address } = await inside.docker(
          "inspect",
          "-f",
          "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
          id,
        );
        return await nothingReached({ inside }, [[address, 3000]]);
      } finally {
        await inside.docker("rm", "-f", id);
      }
    },
  },
];

function reachable(host, port) {
  return new Promise((resolve, reject) => connect({ host, port }, resolve).on("error", reject));
}

function lastError(output) {
  return (
    output.split("\n").findLast((line) => line.includes("ERROR")) ?? output.slice(-100)
  ).slice(0, 160);
}
