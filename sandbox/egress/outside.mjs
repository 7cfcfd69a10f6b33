// Runs outside the walls, on the machine's own network, as an unprivileged user. Everything that
// a build sends outwards ends here and is decided here: allowed names pass, all else is answered
// with a refusal and written down.
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { readHead } from "./head.mjs";
import { serveHttp } from "./http.mjs";
import { giveUpRoot, step, writeLog } from "./process.mjs";
import { readSourceLine } from "./source-line.mjs";
import { passTls } from "./tls.mjs";

const MAX_CONNECTIONS = 1024;
const MAX_CONNECTIONS_A_SOURCE = 128;

const { allow, egressSocket, log } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const note = writeLog(log.outside);
const tlsPorts = new Set(allow.filter((entry) => entry.tls).map((entry) => entry.port));
const http = createHttpServer(
  { requestTimeout: 0 },
  serveHttp({ allow, note, environment: process.env }),
);
const perSource = new Map();

async function accept(socket) {
  socket.on("error", () => socket.destroy());
  const line = await readHead(socket, readSourceLine, { maxBytes: 128, timeoutMs: 5000 }).catch(
    (error) => ({ error: error.message }),
  );
  if (line.error) return socket.destroy();
  const { source, port, rest } = line;
  const open = (perSource.get(source) ?? 0) + 1;
  if (open > MAX_CONNECTIONS_A_SOURCE) {
    note({
      source,
      port,
      verdict: "refused",
      reason: `more than ${MAX_CONNECTIONS_A_SOURCE} connections`,
    });
    return socket.destroy();
  }
  perSource.set(source, open);
  socket.once("close", () => {
    const left = perSource.get(source) - 1;
    if (left > 0) perSource.set(source, left);
    else perSource.delete(source);
  });
  socket.source = source;
  socket.port = port;
  if (tlsPorts.has(port)) return passTls(socket, rest, { allow, note, environment: process.env });
  if (rest.length > 0) socket.unshift(rest);
  http.emit("connection", socket);
  socket.resume();
}

await step("listen for the walls", async () => {
  rmSync(egressSocket, { force: true });
  const server = createServer({ allowHalfOpen: true }, accept);
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise((resolve, reject) =>
    server.once("error", reject).listen(egressSocket, resolve),
  );
  chmodSync(egressSocket, 0o600);
});

await step("give up root", () => giveUpRoot(log.outside, [egressSocket]));

// the keeper's end is this one's: no signal could tell, since it gave up root
process.stdin.on("end", () => process.exit(0)).resume();
