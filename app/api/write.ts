import { clientOf } from "@/server/http/entrance";
import { type Handler, route } from "@/server/http/route";
import { type Runtime, runtime } from "@/server/runtime";
import { faultResponse } from "./fault";

/** A route that changes something: each request counts for the address that it comes from. */
export function write<Params extends Record<string, string> = Record<never, string>>(
  handler: (request: Request, params: Params, services: Runtime) => ReturnType<Handler<Params>>,
) {
  return route<Params>(async (request, params) => {
    const services = await runtime();
    const fault = await services.rates.take("writeRate", clientOf());
    return fault ? faultResponse(fault) : handler(request, params, services);
  });
}
