import { openapi } from "@/domain/openapi";
import { route } from "@/server/http/route";

/** This API's description, made from the schemas that it validates with. */
export const GET = route(() => Response.json(openapi));
