import type { ConnectRouter } from "@connectrpc/connect";
import { Auth } from "./gen/auth_pb";

/** Tells the engine that we have no account at any registry: pulls are anonymous. */
export const anonymous = {
  methods: ["/moby.filesync.v1.Auth/Credentials"],
  register(router: ConnectRouter) {
    router.service(Auth, { credentials: () => ({}) });
  },
} as const;
