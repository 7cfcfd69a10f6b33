import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { senderOf, unknownSender } from "@/domain/learner/address";
import { mend } from "./mend";

// Next bundles instrumentation.ts and the routes apart: only the global object is common to them.
const kept = globalThis as { [key: symbol]: AsyncLocalStorage<string> | undefined };
const key = Symbol.for("stagecraft.clients");
kept[key] ??= new AsyncLocalStorage<string>();
const clients = kept[key];

/**
 * From now on, whoever serves a request that came in at `port` knows who sent it, {@link clientOf}, and
 * gets nothing that Next breaks on, {@link mend}. Next hides the connection from its routes and passes
 * on `X-Forwarded-For` as the client wrote it, so Node itself is asked. The previews' server is in this
 * process too: theirs is another port, and what comes in there is the learner's app's own affair.
 * @see https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 */
export function watchEntrance({ port, proxies }: { port: number; proxies: number }): void {
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    if (socket.localPort !== port) return;
    // More than one such header, and Node has joined them.
    const forwardedFor = request.headers["x-forwarded-for"]?.toString();
    clients.enterWith(senderOf(socket.remoteAddress, forwardedFor, proxies));
    Object.assign(request, mend(request));
  });
}

/** How many proxies of ours stand in front, by `TRUSTED_PROXIES`; throws where that is no such number. */
export function trustedProxies(setting = "0"): number {
  if (/^\d$/.test(setting)) return Number(setting);
  throw new Error(`TRUSTED_PROXIES is how many proxies stand in front, 0 to 9, not ${setting}`);
}

/** The address that sent the request being served, as far as it counts: `domain/learner/address.ts`. */
export function clientOf(): string {
  return clients.getStore() ?? unknownSender;
}
