import { connect } from "node:net";

/** An answer as it came over the wire. */
export type Answer = { status: number; headers: Headers; body: string };

/** Sends bytes as they are, which no browser and no client library would, and reads what comes back. */
export function send(baseURL: string | undefined, bytes: string | Buffer): Promise<Answer> {
  const { hostname, port } = new URL(baseURL ?? "");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    // A server that has refused need not read on.
    socket.on("error", () => {});
    socket.on("close", () => resolve(read(Buffer.concat(chunks).toString("latin1"))));
    socket.setTimeout(10_000, () =>
      reject(new Error(`no answer to ${bytes.toString().slice(0, 100)}`)),
    );
    socket.write(bytes);
  });
}

function read(text: string): Answer {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const at = line.indexOf(":");
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
  const body = rest.join("\r\n\r\n");
  const chunked = headers.get("transfer-encoding") === "chunked";
  return { status: Number(first.split(" ")[1]), headers, body: chunked ? joined(body) : body };
}

function joined(chunks: string): string {
  let text = "";
  for (let at = 0; ; ) {
    const end = chunks.indexOf("\r\n", at);
    const length = Number.parseInt(chunks.slice(at, end), 16);
    if (end < 0 || !length) return text;
    text += chunks.slice(end + 2, end + 2 + length);
    at = end + 2 + length + 2;
  }
}
