import {
  type ClientSessionRequestOptions,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import type { Dial } from "./dial";
import { upgrade } from "./upgrade";

/** One gRPC connection to BuildKit, for any number of calls. */
export type Link = {
  readonly transport: Transport;
  /** Settles when the connection is gone, by whomever. */
  readonly ended: Promise<void>;
};

const authority = "http://buildkit";
// A frozen engine keeps its socket open; only an unanswered ping tells.
const pingMs = 15_000;
// The trailer of a failed call holds more than Node's 64 KiB: see `answer.ts`.
const maxHeaderListSize = 2 ** 20;

/** Opens a connection on which we are the gRPC client, until `closing`. */
export async function openLink(dial: Dial, closing: AbortSignal): Promise<Link> {
  const socket = await upgrade(dial, "/grpc", {}, closing);
  const session = connect(authority, {
    settings: { enablePush: false, maxHeaderListSize },
    createConnection: () => socket,
  });
  // Every call on it fails with the error; here it has nobody to tell.
  session.on("error", () => {});
  const close = () => session.destroy();
  closing.addEventListener("abort", close);
  let answered = true;
  const pulse = setInterval(() => {
    if (!answered) return session.destroy(new Error(`no sign of life for ${pingMs} ms`));
    answered = false;
    session.ping(() => {
      answered = true;
    });
  }, pingMs);
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => {
      clearInterval(pulse);
      closing.removeEventListener("abort", close);
      resolve();
    });
  });
  // Connect's own manager would dial again, and holds on to a closed session by its idle timer.
  const sessionManager = {
    authority,
    request: async (
      method: string,
      path: string,
      headers: OutgoingHttpHeaders,
      options: ClientSessionRequestOptions,
    ) => {
      const { HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH } = constants;
      const asked = { ...headers, [HTTP2_HEADER_METHOD]: method, [HTTP2_HEADER_PATH]: path };
      return session.request(asked, options);
    },
    notifyResponseByteRead() {},
  };
  return {
    transport: createGrpcTransport({ baseUrl: authority, sessionManager, acceptCompression: [] }),
    ended,
  };
}
