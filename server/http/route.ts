import { complain } from "../log/complain";
import { refuseCrossOrigin } from "./origin";
import { problemOf, problemResponse } from "./problem";
import { isUnavailable } from "./unavailable";

/** A route handler of ours: the request, and the address's parameters. */
export type Handler<Params> = (request: Request, params: Params) => Promise<Response> | Response;

/**
 * A Next route handler around ours: state-changing requests of another origin are refused, what can't
 * be done for now is 503, and whatever else is thrown becomes a 500 with a `reference` that the log has
 * too, never a stack trace.
 */
export function route<Params extends Record<string, string> = Record<never, string>>(
  handler: Handler<Params>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    const refusal = refuseCrossOrigin(request);
    if (refusal) return problemResponse(refusal);
    try {
      return await handler(request, await context.params);
    } catch (error) {
      if (isUnavailable(error)) {
        return problemResponse(problemOf("unavailable", error.message));
      }
      const reference = complain(`${request.method} ${new URL(request.url).pathname}`, error);
      return problemResponse(
        problemOf("platform", "Something broke on our side, not in what you sent.", { reference }),
      );
    }
  };
}
