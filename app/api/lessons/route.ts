import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";

/** The lessons and their steps, in order. */
export const GET = route(async () => Response.json(await (await runtime()).lessons()));
