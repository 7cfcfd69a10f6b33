import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "@/domain/run/run";
import { dial } from "./dial";
import { listenPreviews, type PreviewListener } from "./preview";

const id = "0123456789abcdef0123456789abcdef";
const host = `${id}.preview.localhost:3001`;
const answering: Run = {
  id,
  build: "b",
  state: "answering",
  previewUrl: `http://${host}/`,
  port: 3000,
  startedAt: new Date().toISOString(),
  expiresAt: new Date().toISOString(),
  logs: "",
};

/** The app in the container: each test says how it behaves. */
let app: Server;
let run: Run = answering;
let listener: PreviewListener;

beforeAll(async () => {
  app = createServer();
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const { port } = app.address() as AddressInfo;
  listener = await listenPreviews({
    port: 0,
    host: "127.0.0.1",
    find: (name) => (name === host ? { run, dial: () => dial({ host: "127.0.0.1", port }) } : null),
  });
});
afterEach(() => {
  app.removeAllListeners("request").removeAllListeners("upgrade");
});
afterAll(async () => {
  await listener.close();
  app.closeAllConnections();
  app.close();
});

type Ask = {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string;
};

function send({ method = "GET", path = "/", headers = {}, body }: Ask = {}) {
  return new Promise<{ message: IncomingMessage; text: string }>((resolve, reject) => {
    const all = { host, ...headers };
    const asked = request({ host: "127.0.0.1", port: listener.port, method, path, headers: all });
    asked.on("error", reject).on("response", async (message) => {
      let text = "";
      try {
        for await (const chunk of message) text += chunk;
      } catch (error) {
        return reject(error);
      }
      resolve({ message, text });
    });
    asked.end(body);
  });
}

/** Sends bytes as they are, and gives what comes back until the other side closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(listener.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => resolve(text)).on("error", () => {});
  });
}

describe("a request", () => {
  test("reaches the app with its method, path, query, host and body", async () => {
    app.on("request", async (from, to) => {
      let body = "";
      for await (const chunk of from) body += chunk;
      to.end(JSON.stringify([from.method, from.url, from.headers.host, body]));
    });
    const { text } = await send({ method: "PUT", path: "/a%20b?c=1", body: "hello" });
    expect(JSON.parse(text)).toEqual(["PUT", "/a%20b?c=1", host, "hello"]);
  });

  test("carries neither the learner's cookie nor the visitor's address", async () => {
    app.on("request", (from, to) => to.end(JSON.stringify(from.headers)));
    const { text } = await send({
      headers: { cookie: "stagecraft-learner=secret; own=1", "x-forwarded-for": "10.0.0.1" },
    });
    expect(JSON.parse(text)).toMatchObject({ cookie: "own=1" });
    expect(text).not.toContain("secret");
    expect(text).not.toContain("10.0.0.1");
  });

  test("streams: each side has a chunk before the other has ended", async () => {
    app.on("request", (from, to) => {
      from.on("data", (chunk) => to.write(`got ${chunk}`));
      from.on("end", () => to.end("."));
    });
    const asked = request({
      host: "127.0.0.1",
      port: listener.port,
      method: "POST",
      headers: { host },
    });
    asked.write("one");
    const message = await new Promise<IncomingMessage>((resolve) => asked.on("response", resolve));
    const chunks = message[Symbol.asyncIterator]();
    expect(String((await chunks.next()).value)).toBe("got one");
    asked.end("two");
    let rest = "";
    for await (const chunk of message) rest += chunk;
    expect(rest).toBe("got two.");
  });

  test("ends at the app when the browser goes away", async () => {
    const gone = new Promise<void>((resolve) => {
      app.on("request", (_, to) => {
        to.write("first");
        to.on("close", resolve);
      });
    });
    const asked = request({ host: "127.0.0.1", port: listener.port, headers: { host } }).end();
    asked.on("error", () => {});
    asked.on("response", (message) => {
      message.on("error", () => {});
      message.once("data", () => asked.destroy());
    });
    await gone;
  });
});

describe("an answer", () => {
  test("arrives with its status, its words and its headers, cookies apart", async () => {
    app.on("request", (_, to) => {
      to.writeHead(418, "Short and stout", [
        "Set-Cookie",
        "a=1; Domain=localhost",
        "Set-Cookie",
        "b=2",
        "X-Frame-Options",
        "DENY",
        "X-Own",
        "1",
      ]);
      to.end("tea");
    });
    const { message, text } = await send();
    expect([message.statusCode, message.statusMessage, text]).toEqual([
      418,
      "Short and stout",
      "tea",
    ]);
    expect(message.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(message.headers["x-own"]).toBe("1");
    expect(message.headers["x-frame-options"]).toBeUndefined();
  });

  test("is heard though the app did not read the whole request", async () => {
    app.on("request", (_, to) => to.writeHead(413).end("too much"));
    const { message, text } = await send({ method: "POST", body: "x".repeat(1_000_000) });
    expect([message.statusCode, text]).toEqual([413, "too much"]);
  });

  test("that breaks off breaks off for the browser too", async () => {
    app.on("request", (_, to) => {
      to.writeHead(200, { "content-length": "100" });
      to.write("half");
      setTimeout(() => to.destroy(), 10);
    });
    await expect(send()).rejects.toThrow();
  });

  test.each([
    "HTTP/1.1 099 No\r\n\r\n",
    "HTTP/1.1 999 No\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "no HTTP at all\r\n\r\n",
    "",
  ])("of %j is told as none", async (bytes) => {
    app.on("request", (from) => from.socket.end(bytes));
    expect((await send()).message.statusCode).toBe(502);
  });
});

describe("a WebSocket", () => {
  const upgrade = (more = "") =>
    `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n${more}\r\n`;

  test("is joined to the app's, both ways, with what came early", async () => {
    app.on("upgrade", (from, socket, head) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${from.headers["sec-websocket-key"]}\r\nSet-Cookie: stagecraft-learner=x\r\n\r\nwelcome;`,
      );
      socket.on("data", (chunk) => socket.end(`echo ${head}${chunk};`));
    });
    const text = await raw(`${upgrade()}early`);
    expect(text).toMatch(/^HTTP\/1\.1 101 /);
    expect(text).toContain("Sec-WebSocket-Accept: k\r\n");
    expect(text).not.toContain("stagecraft-learner");
    expect(text).toMatch(/\r\n\r\nwelcome;echo early;$/);
  });

  test("that the app refuses is refused in the app's words", async () => {
    app.on("upgrade", (_, socket) => {
      socket.end(
        "HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
      );
    });
    const text = await raw(upgrade());
    expect(text).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(text).toMatch(/\r\n\r\nno$/);
  });

  test("of no run is 404, and another protocol is 501", async () => {
    expect(await raw(upgrade().replace(id, "f".repeat(32)))).toMatch(/^HTTP\/1\.1 404 /);
    expect(await raw(upgrade().replace("websocket", "h2c"))).toMatch(/^HTTP\/1\.1 501 /);
  });

  test("that the app drops is 502", async () => {
    app.on("upgrade", (_, socket) => socket.destroy());
    expect(await raw(upgrade())).toMatch(/^HTTP\/1\.1 502 /);
  });
});

describe("where the app does not answer, a page says why:", () => {
  afterEach(() => {
    run = answering;
  });
  const asPage = { headers: { accept: "text/html,*/*" } };
  const drop = () => app.on("request", (from) => from.socket.destroy());

  test("a host that names no run", async () => {
    const { message, text } = await send({
      headers: { accept: "text/html", host: "x.preview.localhost" },
    });
    expect(message.statusCode).toBe(404);
    expect(text).toContain("<h1>Nothing runs here</h1>");
  });

  test("starting, and it asks again by itself", async () => {
    drop();
    run = { ...answering, state: "starting" };
    const { message, text } = await send(asPage);
    expect([message.statusCode, message.headers["retry-after"]]).toEqual([503, "1"]);
    expect(text).toContain('http-equiv="refresh"');
    expect(text).toContain("Waiting for an answer on port 3000.");
  });

  test("starting for long, with what is usually wrong", async () => {
    drop();
    run = { ...answering, state: "starting", startedAt: "2020-01-01T00:00:00Z" };
    expect((await send(asPage)).text).toContain("0.0.0.0, not localhost");
  });

  test("exited, with its code and the end of its log, which can do nothing", async () => {
    drop();
    run = {
      ...answering,
      state: "exited",
      exitCode: 1,
      logs: `${"old\n".repeat(30)}<script>x</script>\n`,
    };
    const { message, text } = await send(asPage);
    expect(message.statusCode).toBe(502);
    expect(message.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(text).toContain("Exit code 1");
    expect(text).toContain("&lt;script&gt;x");
    expect(text).not.toContain("<script>");
    expect(text).not.toContain('http-equiv="refresh"');
    expect(text.match(/old/g)).toHaveLength(19);
  });

  test("exited without a word", async () => {
    drop();
    run = { ...answering, state: "exited", exitCode: 0 };
    expect((await send(asPage)).text).toContain("Exit code 0. It said nothing.");
  });

  test("stopped, with the reason", async () => {
    drop();
    run = { ...answering, state: "stopped", stopReason: "replaced" };
    const { message, text } = await send(asPage);
    expect(message.statusCode).toBe(410);
    expect(text).toContain("A newer run took its place.");
  });

  test("ended at a limit, with its name and value", async () => {
    drop();
    run = { ...answering, state: "exited", exitCode: 137, outOfMemory: true };
    expect((await send(asPage)).text).toContain("Memory of a running container: 256 MiB.");
    run = { ...answering, state: "stopped", stopReason: "idle" };
    expect((await send(asPage)).text).toContain("A running container that nobody visits: 3 min.");
  });

  test("in plain words for a script", async () => {
    drop();
    const { message, text } = await send();
    expect(message.headers["content-type"]).toContain("text/plain");
    expect(text).toContain("The app does not answer.");
  });
});

test("an address of another host is not asked for on anybody's behalf", async () => {
  const text = await raw(
    `GET http://10.0.0.1/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("close ends open connections, and the port is free again", async () => {
  const options = { port: 0, host: "127.0.0.1", find: () => null };
  const first = await listenPreviews(options);
  const open = connect(first.port, "127.0.0.1");
  await new Promise((resolve) => open.on("connect", resolve));
  const ended = new Promise((resolve) => open.on("close", resolve));
  await first.close();
  await ended;
  const second = await listenPreviews({ ...options, port: first.port });
  await expect(listenPreviews({ ...options, port: first.port })).rejects.toThrow("EADDRINUSE");
  await second.close();
});
