import { problemOf, problemResponse } from "@/server/http/problem";
import { all } from "../methods";

/** Where `server/http/mend.ts` sends a request whose method no address takes. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = all(() =>
  problemResponse(problemOf("malformed", "No address takes this method.", { status: 405 }), {
    allow: "DELETE, GET, HEAD, OPTIONS, POST",
  }),
);
