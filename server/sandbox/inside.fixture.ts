import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { events, requestOf, submit, type TestBuilds } from "@/server/build/fixture";
import { containersOn } from "@/server/run/containers";
import { type TestImages, testSandbox } from "@/server/run/fixture";

/** Names of what is tried, each with code that may `return` what it found. */
export type Actions = Readonly<Record<string, string>>;
/** What came of it: the code's own answer, the error's code where it failed, else `done`. */
export type Said = Readonly<Record<string, string>>;

/** A script for Node that tries everything at once and prints what came of it as one line of JSON. */
function attempt(actions: Actions): string {
  const list = Object.entries(actions).map(
    ([name, code]) => `${JSON.stringify(name)}: async () => { ${code} }`,
  );
  return `
    const fs = require("fs"), os = require("os"), net = require("net"), tls = require("tls"), dns = require("dns").promises;
    const http = require("http"), dgram = require("dgram"), { execFileSync } = require("child_process");
    const connect = (port, host) => new Promise((resolve, reject) => {
      const socket = net.connect({ port, host, timeout: 4000 }, () => { socket.destroy(); resolve(); });
      socket.on("error", reject).on("timeout", () => reject(Object.assign(new Error(), { code: "ETIMEDOUT" })));
    });
    const send = (port, host) => new Promise((resolve, reject) => {
      const socket = dgram.createSocket(host.includes(":") ? "udp6" : "udp4");
      socket.on("error", reject).send("x", port, host, (error) => error ? reject(error) : setTimeout(resolve, 200, "sent"));
    });
    const ask = (server, name) => {
      const resolver = new dns.Resolver({ timeout: 1000, tries: 1 });
      resolver.setServers([server]);
      return resolver.resolve4(name);
    };
    const shell = (command) => execFileSync("sh", ["-c", "(" + command + ") 2>&1"], { encoding: "utf8", timeout: 10000 }).trim();
    const actions = { ${list.join(",\n")} };
    (async () => {
      const said = {};
      await Promise.all(Object.entries(actions).map(async ([name, act]) => {
        said[name] = await act().then((value) => value === undefined ? "done" : String(value), (error) => String(error.code || error));
      }));
      console.log(JSON.stringify(said));
      process.exit();
    })();`;
}

/** Builds a Dockerfile through the whole pipeline; gives all that its instructions said, and its end. */
export async function inDockerfile(
  builds: TestBuilds,
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  learner = "ann",
) {
  const request = requestOf({ Dockerfile: dockerfile, ...files });
  const told = await events(builds, await submit(builds, request, learner), undefined, learner);
  const text = told.flatMap((event) => (event.type === "log" ? [event.text] : [])).join("");
  return { text, last: told.at(-1) };
}

/** Tries in an instruction of a build. */
export async function inBuild(
  builds: TestBuilds,
  actions: Actions,
  base = "node:24-alpine",
): Promise<Said> {
  const script = `// ${randomUUID()}\n${attempt(actions)}`;
  const dockerfile = `FROM ${base}\nCOPY try.js /\nRUN node /try.js`;
  const { text, last } = await inDockerfile(builds, dockerfile, { "try.js": script });
  return saidIn(text) ?? unsaid(JSON.stringify(last));
}

/** Tries in a container of an image, as a run has it. */
export async function inRun(images: TestImages, actions: Actions, ...changes: string[]) {
  const { container, text } = await startRun(images, attempt(actions), ...changes);
  await container.ended;
  await container.remove();
  return saidIn(text()) ?? unsaid(text());
}

/** The line that a script of attempts prints, among whatever its commands print. */
function saidIn(text: string): Said | undefined {
  const line = text.split("\n").find((one) => one.startsWith("{"));
  return line === undefined ? undefined : JSON.parse(line);
}

function unsaid(instead: string): never {
  throw new Error(`the script said nothing, but ${instead}`);
}

/** Starts a run of an image that runs the script. */
export async function startRun(images: TestImages, script: string, ...changes: string[]) {
  const { docker, facts } = testSandbox();
  const containers = containersOn(docker, facts);
  const image = await containers.image(await images.make(script, ...changes));
  if (!image) throw new Error("the image was not made");
  const startedAt = new Date().toISOString();
  const run = randomUUID();
  const labels = { run, startedAt, expiresAt: startedAt, learner: "l", build: "b", port: 3000 };
  const owner = `inside ${run}`;
  let text = "";
  const container = await containers.start({ ...labels, owner }, image, (more) => {
    text += more;
  });
  if (!("ended" in container)) throw new Error(container.message);
  container.ended.catch(() => {});
  const [{ id = "" } = {}] = await containers.list(owner);
  return { id, container, text: () => text };
}

/** Listens on every address of the host, over TCP and UDP, and counts what comes. */
export async function hostListener() {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const addresses = all.map(({ address, scopeid }) => (scopeid ? `${address}%eth0` : address));
  let heard = 0;
  const hear = () => {
    heard += 1;
  };
  const tcp = createServer((socket) => socket.on("error", () => {}).end()).on("connection", hear);
  await new Promise<void>((resolve) => tcp.listen(0, resolve));
  const { port, family } = tcp.address() as { port: number; family: string };
  const udp = createSocket(family === "IPv6" ? "udp6" : "udp4").on("message", hear);
  await new Promise<void>((resolve) => udp.bind(port, resolve));
  return {
    port,
    addresses,
    heard: () => heard,
    /** Settles once a connection from the host itself was counted. */
    knock: () =>
      new Promise((resolve, reject) =>
        connect(port, "127.0.0.1").on("error", reject).on("close", resolve).resume(),
      ),
    close() {
      tcp.close();
      udp.close();
    },
  };
}
