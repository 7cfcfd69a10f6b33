import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import type { Socket } from "node:net";

/** An event stream that is read has a beat every 15 s: one that moves nothing for so long is not. */
const patienceMs = 120_000;

/**
 * Ends connections to this process's servers on which nothing moves: a reader that never reads would
 * keep its place for ever, and so would whoever asks for an upgrade that nobody here answers. Next
 * makes the server, and has no setting for it, so it is set when its first connection comes. Gives
 * what undoes it for connections to come.
 * @see https://nodejs.org/docs/latest-v20.x/api/http.html#servertimeout
 */
export function endStalled(afterMs = patienceMs): () => void {
  const watch = (message: unknown) => {
    const { socket } = message as { socket: Socket & { server?: Server } };
    if (socket.server) socket.server.timeout = afterMs;
    // After an upgrade Node leaves the socket to whoever took it: nobody.
    socket.setTimeout(afterMs, () => socket.destroy());
  };
  subscribe("net.server.socket", watch);
  return () => void unsubscribe("net.server.socket", watch);
}
