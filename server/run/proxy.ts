import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream";
import { type Header, pairsOf, toApp, toBrowser } from "@/domain/run/headers";

/**
 * Hands a request to the app at the other end of `socket` and its answer to the browser, both as
 * streams. Settles false where the app gave no answer at all, so that nothing was sent yet.
 */
export function forward(
  socket: Duplex,
  from: IncomingMessage,
  to: ServerResponse,
): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = toApp(pairsOf(from.rawHeaders));
    if (from.headers["transfer-encoding"]) headers.push(["Transfer-Encoding", "chunked"]);
    // Told to close, an app that has not read everything would reset the connection with its answer.
    const asked = ask(socket, from, [...headers, ["Connection", "keep-alive"]]);
    const giveUp = () => {
      // What the app does not read is read here, else the browser's next request waits behind it.
      from.unpipe(asked).resume();
      resolve(to.headersSent || to.destroyed);
    };
    to.on("close", () => asked.destroy());
    asked.on("error", giveUp).on("close", giveUp);
    asked.on("response", (answer) => {
      const kept = toBrowser(pairsOf(answer.rawHeaders)).flat();
      if (!isStatus(answer.statusCode)) return asked.destroy();
      to.writeHead(answer.statusCode, answer.statusMessage, kept);
      // An error of either side ends the other: there is nobody left to tell.
      pipeline(answer, to, () => asked.destroy());
      resolve(true);
    });
    // Not `pipeline`: an app that answers before it has read everything must still be heard.
    from.pipe(asked);
  });
}

/** Hands a WebSocket's upgrade to the app and joins the two connections, or gives its refusal. */
export function forwardUpgrade(
  socket: Duplex,
  from: IncomingMessage,
  browser: Duplex,
  head: Buffer,
): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = toApp(pairsOf(from.rawHeaders));
    const asked = ask(socket, from, [
      ...headers,
      ["Connection", "Upgrade"],
      ["Upgrade", "websocket"],
    ]);
    browser.on("close", () => asked.destroy());
    const answer = (message: IncomingMessage, connection: Header[]) => {
      const kept = [...toBrowser(pairsOf(message.rawHeaders)), ...connection];
      const lines = kept.map(([name, value]) => `${name}: ${value}\r\n`);
      browser.write(
        `HTTP/1.1 ${message.statusCode} ${message.statusMessage}\r\n${lines.join("")}\r\n`,
        "latin1",
      );
      resolve(true);
    };
    asked.on("upgrade", (message, app, appHead) => {
      answer(message, [
        ["Connection", "Upgrade"],
        ["Upgrade", "websocket"],
      ]);
      browser.write(appHead);
      app.write(head);
      pipeline(app, browser, app, () => {});
    });
    asked.on("response", (message) => {
      answer(message, [["Connection", "close"]]);
      pipeline(message, browser, () => {});
    });
    const giveUp = () => resolve(browser.destroyed);
    asked.on("error", giveUp).on("close", giveUp);
    asked.end();
  });
}

function ask(socket: Duplex, from: IncomingMessage, headers: Header[]): ClientRequest {
  return request({
    createConnection: () => socket,
    method: from.method,
    path: from.url,
    headers: headers.flat(),
    setHost: false,
  });
}

/** Node's parser takes any three digits from an app, and throws on some of them when writing. */
function isStatus(code: number | undefined): code is number {
  return code !== undefined && code >= 200 && code <= 599;
}
