import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import type { Dial } from "./dial";
import { upgrade } from "./upgrade";

/** One gRPC connection to BuildKit, which any number of calls share. */
export type Link = {
  readonly transport: Transport;
  close(): void;
};

const authority = "http://buildkit";
// A frozen engine keeps its socket open; only an unanswered ping tells.
const ping = { pingIntervalMs: 15_000, pingTimeoutMs: 15_000 };
const never = 2 ** 31 - 1;
// A failed solve's trailer carries the Dockerfile itself, in base64 twice.
const maxHeaderListSize = 16 * 1024 * 1024;

/** Opens the connection on which we are the gRPC client; `onEnd` is told once when it is gone. */
export async function openLink(dial: Dial, onEnd: () => void): Promise<Link> {
  const socket = await upgrade(dial, "/grpc");
  socket.once("close", onEnd);
  let taken = false;
  const sessionManager = new Http2SessionManager(
    authority,
    { ...ping, idleConnectionTimeoutMs: never },
    {
      settings: { enablePush: false, maxHeaderListSize },
      createConnection: () => {
        // The manager would reconnect by itself, but a link lives as long as its socket.
        if (taken) throw new Error("the connection to the engine has ended");
        taken = true;
        return socket;
      },
    },
  );
  return {
    transport: createGrpcTransport({ baseUrl: authority, sessionManager, acceptCompression: [] }),
    close() {
      sessionManager.abort();
      socket.destroy();
    },
  };
}
