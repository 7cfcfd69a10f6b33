// Runs inside the walls: it turns ports of the bridge's gateway into one Unix socket, where a
// process outside decides, and one Unix socket into the containers' ports. It decides nothing.
import { createSocket } from "node:dgram";
import { chmodSync, chownSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { onBridge, readConnect } from "./connect-line.mjs";
import { readHead } from "./head.mjs";
import { answerName } from "./names.mjs";
import { giveUpRoot, step, writeLog } from "./process.mjs";
import { writeSourceLine } from "./source-line.mjs";
import { splice } from "./splice.mjs";

const { allow, gateway, runs, egressSocket, ingressSocket, group, log } = JSON.parse(
  readFileSync(process.argv[2], "utf8"),
);
const note = writeLog(log.inside);

async function outwards(socket) {
  socket.on("error", () => socket.destroy());
  const far = connect({ path: egressSocket, allowHalfOpen: true });
  const source = socket.remoteAddress;
  if (source === undefined) return socket.destroy();
  far.write(
    writeSourceLine({ source, sourcePort: socket.remotePort, gateway, port: socket.localPort }),
  );
  splice(socket, far);
}

const isRun = onBridge(runs.subnet, runs.gateway);

async function inwards(socket) {
  const refuse = (reason) =>
    socket.end(
      `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason) + 1}\r\nConnection: close\r\n\r\n${reason}\n`,
    );
  socket.on("error", () => socket.destroy());
  const asked = await readHead(socket, readConnect, { maxBytes: 4096, timeoutMs: 5000 }).catch(
    (error) => ({ error: error.message }),
  );
  if (asked.error) return refuse(asked.error);
  if (!isRun(asked.address)) return refuse(`${asked.address} is not on the bridge of runs`);
  const far = connect({ host: asked.address, port: asked.port, allowHalfOpen: true });
  const failed = (error) =>
    refuse(`${asked.address}:${asked.port} does not answer: ${error.code ?? error.message}`);
  far.once("error", failed).setTimeout(5000, () => far.destroy(new Error("timed out")));
  far.once("connect", () => {
    far.off("error", failed).setTimeout(0);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    if (asked.rest.length > 0) far.write(asked.rest);
    splice(socket, far);
  });
}

await step("listen for builds", async () => {
  for (const port of new Set(allow.map((entry) => entry.port))) {
    await listening(createServer({ allowHalfOpen: true }, outwards), { host: gateway, port });
  }
});

await step("listen for previews", async () => {
  rmSync(ingressSocket, { force: true });
  await listening(createServer({ allowHalfOpen: true }, inwards), { path: ingressSocket });
  chownSync(ingressSocket, 0, group);
  chmodSync(ingressSocket, 0o660);
});

await step("answer names", async () => {
  const names = new Set(allow.map((entry) => entry.name));
  const server = createSocket("udp4");
  server.on("message", (query, from) => {
    const answered = answerName(query, names, gateway);
    if (answered === null) return;
    if (!answered.known)
      note({
        source: from.address,
        name: answered.name,
        verdict: "refused",
        reason: "no such name in here",
      });
    server.send(answered.answer, from.port, from.address, () => {});
  });
  await new Promise((resolve, reject) => server.once("error", reject).bind(53, gateway, resolve));
});

await step("give up root", () => giveUpRoot(log.inside));

function listening(server, place) {
  return new Promise((resolve, reject) => server.once("error", reject).listen(place, resolve));
}
