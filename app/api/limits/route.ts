import { limits } from "@/domain/limits";
import { route } from "@/server/http/route";
import { only } from "../methods";

/** Every limit with its value, unit and reason: the constants that enforce them. */
export const GET = route(() => Response.json(limits));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
