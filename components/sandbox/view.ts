import type { SandboxStatus } from "@/domain/sandbox/sandbox";

/** What the page knows of the sandbox: nothing yet, its status, or that the server is out of reach. */
export type Watched = SandboxStatus | "unknown" | "offline";
