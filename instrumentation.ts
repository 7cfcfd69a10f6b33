/** Starts the services with the server, before its first request; see `server/start.ts`. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./server/start");
    start();
  }
}
