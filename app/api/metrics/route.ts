import { metricsText } from "@/domain/metrics";
import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { only } from "../methods";

/** Counters and gauges as Prometheus reads them. */
export const GET = route(async () => {
  const text = metricsText((await runtime()).measure());
  return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4" } });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
