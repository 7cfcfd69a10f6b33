import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * What the machine's own npm is configured with: `registries` (the main one and the scopes'),
 * `registry` the main one where it is not npm's default (else null), `cafile` its CA bundle or null.
 */
export async function npmConfig() {
  const [config, byDefault] = await Promise.all([
    read(process.env),
    read({
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      npm_config_userconfig: "/nonexistent/user",
      npm_config_globalconfig: "/nonexistent/global",
    }),
  ]);
  const scoped = Object.keys(config).filter((key) => key.endsWith(":registry"));
  return {
    registries: [config.registry, ...scoped.map((key) => config[key])],
    registry: config.registry === byDefault.registry ? null : config.registry,
    cafile: config.cafile || null,
  };
}

async function read(env) {
  const { stdout } = await run("npm", ["config", "ls", "--long", "--json"], { cwd: "/", env });
  return JSON.parse(stdout);
}
