import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Notice, notAnswering, noticePage, unknownRun } from "./page";
import { forward, forwardUpgrade } from "./proxy";
import type { Visit } from "./runs";

export type PreviewListener = {
  /** The port it listens on: where 0 was asked for, the one it got. */
  port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
};

export type PreviewOptions = {
  port: number;
  /** The address to listen on; all where absent. */
  host?: string;
  /** The run that a `Host` header names. */
  find: (host: string | undefined) => Visit | null;
};

/**
 * Listens for the previews: each run's app, on an origin of its own, which the `Host` header names.
 * Rejects where the port is taken.
 */
export async function listenPreviews(options: PreviewOptions): Promise<PreviewListener> {
  const { port, host, find } = options;
  const connections = new Set<Socket>();

  const server = createServer(
    (request, response) => void serve(find(request.headers.host), request, response),
  );
  server.on("upgrade", (request, browser, head) => {
    // A browser that goes away in the middle is no fault.
    browser.on("error", () => {});
    void upgrade(find(request.headers.host), request, browser, head);
  });
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port, host }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}

const badRequest: Notice = {
  status: 400,
  title: "A request that makes no sense here",
  text: "Ask for a path of this host.",
};

async function serve(visit: Visit | null, request: IncomingMessage, response: ServerResponse) {
  if (!visit) return show(unknownRun, request, response);
  if (!request.url?.startsWith("/")) return show(badRequest, request, response);
  const answered = await visit.dial().then(
    (socket) => forward(socket, request, response),
    () => false,
  );
  if (!answered) show(notAnswering(visit.run, Date.now()), request, response);
}

async function upgrade(
  visit: Visit | null,
  request: IncomingMessage,
  browser: Duplex,
  head: Buffer,
) {
  const refuse = (status: string) =>
    browser.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  if (!visit) return refuse("404 Not Found");
  if (request.headers.upgrade?.toLowerCase() !== "websocket") return refuse("501 Not Implemented");
  const answered = await visit.dial().then(
    (socket) => forwardUpgrade(socket, request, browser, head),
    () => false,
  );
  if (!answered) refuse("502 Bad Gateway");
}

function show(notice: Notice, request: IncomingMessage, response: ServerResponse) {
  const html = request.headers.accept?.includes("text/html");
  const body = html ? noticePage(notice) : `${notice.title}. ${notice.text}\n${notice.log ?? ""}`;
  response.writeHead(notice.status, {
    "content-type": html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    ...(notice.status === 503 ? { "retry-after": "1" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
