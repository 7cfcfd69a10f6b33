import { z } from "zod";
import { image } from "../image/image";

/** A stage that a build threw away, or failed in, as it was found when it was built once more. */
const stageLook = z.object({
  /** Its place in the Dockerfile, from 0. */
  index: z.int().nonnegative(),
  /** Its name, or its index as text. */
  name: z.string(),
  /** `pending` until it has been built again; `failed` where it could not be. */
  state: z.enum(["pending", "measured", "failed"]),
  /** Sum of its layers' uncompressed sizes, those of its base among them; once it is measured. */
  unpackedBytes: z.int().nonnegative().optional(),
  /** Lowest first; lines are those of the learner's Dockerfile. */
  layers: image.shape.layers.optional(),
});

/** `GET /api/builds/{id}/stages`, in the order of the Dockerfile. */
export const stageLooks = z.object({ stages: z.array(stageLook) });

/** `GET /api/builds/{id}/stages/{stage}/files`, until the stage has been built again. */
export const stagePending = z.object({ state: z.literal("pending") });

export type StageLook = z.infer<typeof stageLook>;
