import { Code, createClient, createRouterTransport } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { Upload } from "./gen/upload_pb";
import { contextUpload } from "./upload";

async function pull(upload: ReturnType<typeof contextUpload>, urlpath: string): Promise<number> {
  const client = createClient(Upload, createRouterTransport(upload.register));
  let bytes = 0;
  const asked = (async function* () {})();
  for await (const { data } of client.pull(asked, { headers: { urlpath } })) bytes += data.length;
  return bytes;
}

test("the context is served at its own address, as often as it is asked for", async () => {
  const upload = contextUpload(new Map([["a", "b"]]));
  const { hostname, pathname } = new URL(upload.url);
  expect(hostname).toBe("buildkit-session");
  const bytes = await pull(upload, pathname);
  expect(bytes).toBeGreaterThan(1024);
  expect(await pull(upload, pathname)).toBe(bytes);
});

test("another address has nothing", async () => {
  const files = new Map([["a", "b"]]);
  const [mine, theirs] = [contextUpload(files), contextUpload(files)];
  expect(mine.url).not.toBe(theirs.url);
  for (const path of [new URL(theirs.url).pathname, "/", ""]) {
    await expect(pull(mine, path)).rejects.toMatchObject({ code: Code.NotFound });
  }
});
