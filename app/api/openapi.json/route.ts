import { openapi } from "@/domain/openapi";
import { route } from "@/server/http/route";
import { only } from "../methods";

/** This API's description, made from the schemas that it validates with. */
export const GET = route(() => Response.json(openapi));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
