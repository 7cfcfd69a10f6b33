import { problemOf, problemResponse } from "@/server/http/problem";
import { all } from "../methods";

/** Every address of the API that there is not: a script gets a problem, and not a page. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = all(() =>
  problemResponse(problemOf("not-found", "The API has no such address; see `/api/openapi.json`.")),
);
