import { randomUUID } from "node:crypto";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { Upload } from "./gen/upload_pb";
import { tarChunks } from "./tar";

/** A build context that the engine can pull through the build's own session. */
export type ContextUpload = {
  /** What the frontend is given as the context. */
  readonly url: string;
  readonly methods: readonly string[];
  register(router: ConnectRouter): void;
};

/**
 * Serves the files to whoever names the random address.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/session/upload/uploadprovider/provider.go
 */
export function contextUpload(files: ReadonlyMap<string, string | Uint8Array>): ContextUpload {
  const path = `/${randomUUID()}`;
  return {
    url: `http://buildkit-session${path}`,
    methods: ["/moby.upload.v1.Upload/Pull"],
    register(router) {
      router.service(Upload, {
        async *pull(_, { requestHeader }) {
          if (requestHeader.get("urlpath") !== path) {
            throw new ConnectError("no such upload in this session", Code.NotFound);
          }
          for await (const data of tarChunks(files)) yield { data };
        },
      });
    },
  };
}
