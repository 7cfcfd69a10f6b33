import { connect, type NetConnectOpts, type Socket } from "node:net";

/**
 * Where a container's port is reached from outside: through the sandbox's ingress socket (it speaks
 * `CONNECT address:port`), or at a published port.
 */
export type Door =
  | { ingressSocket: string; address: string; port: number }
  | { host: string; port: number };

const timeoutMs = 5000;
const longestAnswer = 4096;

/** A fresh connection to the container's port; rejects where nothing listens there. */
export async function dial(door: Door): Promise<Socket> {
  if ("host" in door) return open({ host: door.host, port: door.port });
  const socket = await open({ path: door.ingressSocket });
  const target = `${door.address}:${door.port}`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  try {
    const head = await readHead(socket);
    if (/^HTTP\/1\.1 200 /.test(head)) return socket;
    throw new Error(`no way to ${target}: ${head.split("\r\n", 1)}`);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function open(to: NetConnectOpts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    const timer = setTimeout(() => socket.destroy(new Error("no connection in time")), timeoutMs);
    const onError = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      resolve(socket);
    });
  });
}

/** The answer up to its empty line; what came after it is put back. */
function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const timer = setTimeout(() => finish(new Error("no answer in time")), timeoutMs);
    const finish = (error: Error | null, end = 0) => {
      clearTimeout(timer);
      socket.off("readable", onReadable).off("error", finish).off("end", onEnd);
      if (error) return reject(error);
      if (seen.length > end) socket.unshift(seen.subarray(end));
      resolve(seen.toString("latin1", 0, end));
    };
    const onEnd = () => finish(new Error("closed before an answer"));
    // Not `data`: that would leave the socket paused or flowing, for its user to find out.
    const onReadable = () => {
      const chunk: Buffer | null = socket.read();
      if (!chunk) return;
      seen = Buffer.concat([seen, chunk]);
      const at = seen.indexOf("\r\n\r\n");
      if (at >= 0) finish(null, at + 4);
      else if (seen.length > longestAnswer) finish(new Error("not an answer"));
    };
    socket.on("readable", onReadable).on("error", finish).on("end", onEnd);
  });
}
