import { problemOf, problemResponse } from "@/server/http/problem";

const methods = ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"] as const;
type Method = (typeof methods)[number];
type Handlers = Readonly<Record<Method, () => Response>>;

/**
 * What an address answers to the methods that it does not have, when these are all that it has: 405 as
 * a problem, where Next would send an empty page; and to `OPTIONS`, their names.
 */
export function only(...has: Exclude<Method, "OPTIONS">[]): Handlers {
  const allow = [...has, ...(has.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort().join(", ");
  const refuse = () => {
    const detail = `This address takes ${allow}.`;
    return problemResponse(problemOf("malformed", detail, { status: 405 }), { allow });
  };
  const tell = () => new Response(null, { status: 204, headers: { allow } });
  return { ...all(refuse), OPTIONS: tell };
}

/** One answer to every method. */
export function all(answer: () => Response): Handlers {
  const handlers = methods.map((method) => [method, answer] as const);
  return Object.fromEntries(handlers) as Record<Method, () => Response>;
}
