import type { Build } from "@/domain/build/build";
import { inWords, limitNamed, limits } from "@/domain/limits";
import { problemOf, problemResponse } from "@/server/http/problem";
import type { Runtime } from "@/server/runtime";
import { faultResponse } from "../../fault";

/** The answer where a build made no image. */
export function noImage({ status }: Pick<Build, "status">): Response {
  return conflict(`The build is ${status}: there is no image.`);
}

type Analysed = Awaited<ReturnType<Runtime["analyst"]["analyse"]>>;
type Why = Extract<Analysed, { ok: false }>["why"];

/** The answer where what an image holds can't be told. */
export function unreadable(why: Why): Response {
  switch (why) {
    case "no-engine":
      return problemResponse(problemOf("unavailable", "The sandbox is not ready."));
    case "no-image":
      return conflict("The image is no longer there. Build it again.");
    case "too-many": {
      const detail = `The image has more than ${inWords(limits.imageFiles)} files.`;
      return faultResponse({ kind: "limit", detail, limit: limitNamed("imageFiles") });
    }
  }
}

function conflict(detail: string): Response {
  return problemResponse(problemOf("conflict", detail));
}
