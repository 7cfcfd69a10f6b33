import { limits } from "@/domain/limits";
import { route } from "@/server/http/route";

/** Every limit with its value, unit and reason: the constants that enforce them. */
export const GET = route(() => Response.json(limits));
