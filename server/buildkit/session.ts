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
};

/**
 * Opens a connection on which we are the gRPC server, until `closing`.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/session/session.go
 */
export function openSession(
  dial: Dial,
  services: readonly Attachable[],
  closing: AbortSignal,
): Session {
  const id = randomUUID();
  const ended = serve(dial, id, services, closing).catch((reason: Error) =>
    closing.aborted ? undefined : reason,
  );
  return { id, ended };
}

async function serve(
  dial: Dial,
  id: string,
  services: readonly Attachable[],
  closing: AbortSignal,
): Promise<never> {
  const headers = {
    "x-docker-expose-session-uuid": id,
    "x-docker-expose-session-grpc-method": services.flatMap(({ methods }) => methods),
  };
  const socket = await upgrade(dial, "/session", headers, closing);
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
  // The server listens nowhere: it is us who dialled, and hand it the connection.
  server.emit("connection", socket);
  await new Promise((resolve) => socket.once("close", resolve));
  throw new Error("the engine ended the session");
}
