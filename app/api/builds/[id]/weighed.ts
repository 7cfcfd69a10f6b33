import type { Build } from "@/domain/build/build";
import type { Runtime } from "@/server/runtime";

/** The build with its image's compressed size, where that has been measured by now. */
export async function weighed(build: Build, { weigh }: Runtime["analyst"]): Promise<Build> {
  const { result } = build;
  return result ? { ...build, result: { ...result, image: await weigh(result.image) } } : build;
}
