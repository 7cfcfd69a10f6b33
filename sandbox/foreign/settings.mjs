import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const text = { type: "string" };

/**
 * The settings of a sandbox on a foreign engine, from flags, else environment, else defaults:
 * `{ name, home, cache, slots, engine }`. The slots' limits mean nothing here and are passed over.
 */
export function foreignSettings(args, env, isRoot) {
  const flags = ["name", "home", "slots", "slot-memory", "slot-processes", "slot-cpus", "disk"];
  const options = Object.fromEntries([...flags, "docker-host"].map((flag) => [flag, text]));
  const { values } = parseArgs({ args, options });
  const name = values.name ?? env.SANDBOX_NAME ?? "stagecraft";
  const own = join(homedir(), ".cache", "stagecraft");
  return {
    name,
    home: resolve(values.home ?? env.SANDBOX_HOME ?? `/var/lib/stagecraft/${name}`),
    cache: resolve(env.SANDBOX_CACHE ?? (isRoot ? "/var/cache/stagecraft" : own)),
    slots: Number(values.slots ?? env.SANDBOX_SLOTS ?? 2),
    engine: values["docker-host"] ?? env.SANDBOX_DOCKER_HOST,
  };
}
