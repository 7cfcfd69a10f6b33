import { execFileSync } from "node:child_process";

/**
 * What the machine's own npm is configured with: `registries` (the main one and the scopes'),
 * `registry` the main one where it is not npm's default (else null), `cafile` its CA bundle or null.
 */
export function npmConfig() {
  const config = read(process.env);
  const byDefault = read({
    PATH: process.env.PATH,
    HOME: "/nonexistent",
    npm_config_userconfig: "/nonexistent/user",
    npm_config_globalconfig: "/nonexistent/global",
  });
  const scoped = Object.keys(config).filter((key) => key.endsWith(":registry"));
  return {
    registries: [config.registry, ...scoped.map((key) => config[key])],
    registry: config.registry === byDefault.registry ? null : config.registry,
    cafile: config.cafile || null,
  };
}

function read(env) {
  const text = execFileSync("npm", ["config", "ls", "--long", "--json"], {
    cwd: "/",
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(text);
}
