import { createHash } from "node:crypto";
import type { BuildRequest } from "@/domain/build/request";
import { withBuiltInSyntax } from "@/domain/dockerfile/syntax";
import { canonicalRef } from "@/domain/image/ref";
import { limits } from "@/domain/limits";
import type { SandboxFacts, Slot } from "@/domain/sandbox/sandbox";
import type { Context } from "@/domain/workspace/context";
import { withoutIgnored } from "@/domain/workspace/ignore";
import type { SolveRequest, SourceRule } from "@/server/buildkit/types";
import type { Look } from "./store";

/** Labels of an image that a build made. */
export const labels = {
  build: "org.stagecraft.build",
  learner: "org.stagecraft.learner",
  at: "org.stagecraft.at",
  owner: "org.stagecraft.owner",
  /** Where it was built to look into a stage: the build whose stage it is. */
  lookOf: "org.stagecraft.look-of",
} as const;

/** What the engine calls the image of a build. */
export function imageName(build: string): string {
  return `stagecraft/${build}`;
}

/** One build, as the engine is asked to make it. */
export type Order = {
  readonly id: string;
  readonly look?: Look | undefined;
  readonly learner: string;
  readonly context: Context;
  readonly request: Pick<BuildRequest, "target" | "buildArgs" | "noCache">;
  /** When it is made, in ms. */
  readonly at: number;
  /** Names this installation on an engine that others use too. */
  readonly owner: string;
};

/**
 * Everything that the engine is told of a build, its walls included: what it may fetch, where its
 * processes count, which names it can reach, whose caches it sees. The one place where that is said.
 */
export function solveRequest(
  { id, look, learner, context, request, at, owner }: Order,
  facts: Pick<SandboxFacts, "baseImages" | "hosts">,
  slot: Pick<Slot, "cgroupParent" | "hosts"> | null,
): SolveRequest {
  const { dockerfile } = context;
  const files = new Map(withoutIgnored(context.files, dockerfile));
  files.set(dockerfile, withBuiltInSyntax(context.files.get(dockerfile) ?? ""));
  const whose = anonymous(learner);
  return {
    files,
    dockerfile,
    ...(request.target === null ? {} : { target: request.target }),
    buildArgs: request.buildArgs,
    noCache: request.noCache,
    tag: imageName(id),
    labels: {
      [labels.build]: id,
      [labels.learner]: whose,
      [labels.at]: new Date(at).toISOString(),
      [labels.owner]: owner,
      ...(look ? { [labels.lookOf]: look.of } : {}),
    },
    // BuildKit's cache knows a build by its cgroup-parent, so that each slot would have its own.
    ...(slot && !slot.hosts ? { cgroupParent: slot.cgroupParent } : {}),
    addHosts: { ...facts.hosts, ...slot?.hosts },
    cacheNamespace: whose,
    // One number for a process and, by the meter, for all of a build. Core dumps are of use to nobody.
    ulimits: [
      bounded("nofile", limits.buildOpenFiles.value),
      bounded("fsize", limits.buildDisk.value),
      bounded("core", 0),
    ],
    sourcePolicy: sourceRules(facts.baseImages),
  };
}

/** Nothing but the catalogue's images may be fetched; later rules win. */
export function sourceRules(catalogue: SandboxFacts["baseImages"]): SourceRule[] {
  const allowed = catalogue.flatMap(({ ref, digest, imageId }) => {
    const source = `docker-image://${canonicalRef(ref)}`;
    // The containerd image store asks for an image by the digest that is its id there.
    const digests = [...new Set(digest ? [digest, imageId] : [imageId])];
    return [source, ...digests.map((exact) => `${source}@${exact}`)];
  });
  return [
    { action: "deny", selector: "*" },
    ...allowed.map((selector) => ({ action: "allow", selector }) as const),
  ];
}

const bounded = (name: string, value: number) => `${name}=${value}:${value}`;

/** A learner's id for places that others may read. */
function anonymous(learner: string): string {
  return createHash("sha256").update(learner).digest("hex").slice(0, 16);
}
