import { randomBytes } from "node:crypto";
import { cookieName, cookieValues, setCookie } from "@/domain/learner/cookie";
import { openSecrets, type Secrets } from "./secrets";
import { sign, verify } from "./signature";

/** Who asks: `setCookie` is there where the response has to tell the browser who it is. */
export type Learner = { id: string; setCookie?: string };

/** Who asks, by a signed cookie: there are no accounts. */
export type Learners = {
  /** The learner of the request; a new one where it names none. */
  of(request: Request): Learner;
  /** The learner that the request names, or null: for questions about what only an owner can see. */
  known(request: Request): string | null;
};

/** Opens (and on the first start makes) the secrets of the data folder. */
export function openLearners(dataFolder: string): Learners {
  return learnersWith(openSecrets(dataFolder));
}

/** Learners by these secrets; ids are 128 random bits as hex. */
export function learnersWith(
  secrets: Secrets,
  newId = () => randomBytes(16).toString("hex"),
): Learners {
  const find = (request: Request) => {
    for (const value of cookieValues(request.headers.get("cookie"), cookieName(isHttps(request)))) {
      const found = verify(value, secrets);
      if (found) return found;
    }
    return null;
  };
  return {
    of(request) {
      const found = find(request);
      if (found && !found.stale) return { id: found.id };
      const id = found?.id ?? newId();
      return { id, setCookie: setCookie(sign(id, secrets), isHttps(request)) };
    },
    known: (request) => find(request)?.id ?? null,
  };
}

/** The response, with the cookie where the learner needs one. */
export function withLearner(response: Response, learner: Learner): Response {
  if (learner.setCookie) response.headers.append("set-cookie", learner.setCookie);
  return response;
}

// A client that lies here changes only the attributes of its own cookie.
function isHttps(request: Request): boolean {
  const forwarded = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return (forwarded ?? new URL(request.url).protocol.slice(0, -1)) === "https";
}
