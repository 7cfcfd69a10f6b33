import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { only } from "../methods";

/** How every part is: 200 where all are fine, else 503 with which one is not. */
export const GET = route(async () => {
  const health = await (await runtime()).health();
  const headers = { "cache-control": "no-store", ...(health.ok ? {} : { "retry-after": "5" }) };
  return Response.json(health, { status: health.ok ? 200 : 503, headers });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
