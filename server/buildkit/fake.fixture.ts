import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { onTestFinished } from "vitest";
import { type BuildKit, connectBuildKit } from "./client";
import { dialer } from "./dial";
import { Control } from "./gen/control_pb";

/** An engine made of nothing but the given answers, and a client of it; both end with the test. */
export async function fakeEngine(control: Partial<ServiceImpl<typeof Control>>): Promise<{
  buildkit: BuildKit;
  /** Ends every connection, as a crash would. */
  crash(): void;
}> {
  const sockets = new Set<Duplex>();
  const http2 = createHttp2Server(
    connectNodeAdapter({ routes: (router) => router.service(Control, control) }),
  );
  const server = createServer().on("upgrade", (request, socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    if (request.url === "/grpc") http2.emit("connection", socket);
    else socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const buildkit = connectBuildKit(dialer(`tcp://127.0.0.1:${port}`));
  const crash = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(async () => {
    await buildkit.close();
    crash();
    server.close();
  });
  return { buildkit, crash };
}
