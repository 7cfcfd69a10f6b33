import type { SolveRequest } from "./types";

/** What the frontend is told, as `docker build` would tell it. */
export type FrontendRequest = Pick<
  SolveRequest,
  | "dockerfile"
  | "target"
  | "buildArgs"
  | "noCache"
  | "labels"
  | "cgroupParent"
  | "addHosts"
  | "cacheNamespace"
  | "ulimits"
  | "syntax"
>;

/**
 * The Dockerfile frontend's attributes.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/frontend/dockerui/config.go
 */
export function frontendAttrs(request: FrontendRequest, context: string): Record<string, string> {
  const { target, noCache, cgroupParent, cacheNamespace } = request;
  if (cacheNamespace?.includes("/")) {
    // The frontend joins it to the cache's id with a slash: `a` + `b/c` would meet `a/b` + `c`.
    throw new RangeError(`a cache namespace has no slash: ${cacheNamespace}`);
  }
  const hosts = Object.entries(request.addHosts ?? {}).map(
    ([name, address]) => `${name}=${address}`,
  );
  return {
    ...prefixed("build-arg:", request.buildArgs),
    ...prefixed("label:", request.labels),
    context,
    filename: request.dockerfile,
    ...(target && { target }),
    ...(noCache && { "no-cache": "" }),
    ...(cgroupParent && { "cgroup-parent": cgroupParent }),
    ...(hosts.length > 0 && { "add-hosts": csv(hosts) }),
    ...(request.ulimits?.length && { ulimit: csv(request.ulimits) }),
    // The frontend looks for another one to hand over to, unless it finds that it is the other one:
    // https://github.com/moby/buildkit/blob/v0.25.2/frontend/dockerfile/builder/build.go#L53
    ...(request.syntax === "engine" && { cmdline: "dockerfile.v0" }),
    // After the caller's build args, so that none of them can name another's caches.
    ...(cacheNamespace && { "build-arg:BUILDKIT_CACHE_MOUNT_NS": cacheNamespace }),
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

/** One line of comma-separated values, quoted where a value needs it. */
function csv(values: readonly string[]): string {
  return values
    .map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(",");
}
