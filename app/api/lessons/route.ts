import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { only } from "../methods";

/** The lessons and their steps, in order. */
export const GET = route(async () => Response.json(await (await runtime()).lessons()));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
