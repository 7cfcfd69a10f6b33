import type { Image } from "@/domain/image/image";
import { code } from "@/domain/words";
import { problemOf, problemResponse } from "@/server/http/problem";
import type { Runtime } from "@/server/runtime";
import { unreadable } from "./image";

/** A folder of an image, as of one of its layers (from 0; else the last). */
type Question = { path: string; layer?: number };

/** The folder that an address's query asks for (`?path=/app&layer=3`), or what is wrong with it. */
export function question(request: Request): Question | Response {
  const query = new URL(request.url).searchParams;
  const path = query.get("path") ?? "/";
  const layer = query.get("layer");
  if (!path.startsWith("/") || (layer !== null && !/^\d{1,4}$/.test(layer))) {
    return malformed("Ask for `?path=/folder` and, as a number from 0, `&layer=`.");
  }
  const trimmed = path.replace(/\/+$/, "") || "/";
  return { path: trimmed, ...(layer === null ? {} : { layer: Number(layer) }) };
}

/** The answer with what that folder holds, or why it can't be told. */
export async function listed(
  files: Runtime["files"],
  image: Image,
  { path, layer }: Question,
): Promise<Response> {
  const listing = await files(image, path, layer);
  if (listing.ok) return Response.json(listing.files);
  switch (listing.why) {
    case "no-layer":
      return malformed(`The image has ${image.layers.length} layers, counted from 0.`);
    case "no-folder":
      return problemResponse(problemOf("not-found", `There is no folder ${code(path)}.`));
    default:
      return unreadable(listing.why);
  }
}

const malformed = (detail: string) => problemResponse(problemOf("malformed", detail));
