import { randomUUID } from "node:crypto";
import { createServer } from "node:http2";
import type { ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import type { Dial } from "./dial";
import { upgrade } from "./upgrade";

/** A service that the engine may call while a build runs. */
export type Attachable = {
  /** Full method names, e.g. `/grpc.health.v1.Health/Check`. */
  readonly methods: readonly string[];
  register(router: ConnectRouter): void;
};

/** The engine's way back to us, for one build. */
export type Session = {
  /** Known at once: a solve that names it waits until the connection is there. */
  readonly id: string;
  /** Settles once, with the reason where it was not us who ended it. */
  readonly ended: Promise<Error | undefined>;
  close(): void;
};

/**
 * Opens a connection on which we are the gRPC server.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/session/session.go
 */
export function openSession(dial: Dial, services: readonly Attachable[]): Session {
  const id = randomUUID();
  const closing = new AbortController();
  const ended = serve(dial, id, services, closing.signal).then(
    () => undefined,
    (reason: Error) => (closing.signal.aborted ? undefined : reason),
  );
  return { id, ended, close: () => closing.abort() };
}

async function serve(
  dial: Dial,
  id: string,
  services: readonly Attachable[],
  closing: AbortSignal,
) {
  const socket = await upgrade(dial, "/session", {
    "x-docker-expose-session-uuid": id,
    "x-docker-expose-session-grpc-method": services.flatMap(({ methods }) => methods),
  });
  const ended = new Promise((resolve) => socket.once("close", resolve));
  const server = createServer(
    connectNodeAdapter({
      routes: (router) => {
        for (const service of services) service.register(router);
      },
      connect: false,
      grpcWeb: false,
      acceptCompression: [],
    }),
  );
  closing.addEventListener("abort", () => socket.destroy());
  if (closing.aborted) socket.destroy();
  // A server never asked to listen: the engine dialled nobody, we hand it the connection ourselves.
  else server.emit("connection", socket);
  await ended;
  throw new Error("the engine ended the session");
}
