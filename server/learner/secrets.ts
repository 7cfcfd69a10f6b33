import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Newest first: the newest signs, all verify, so that a secret can be replaced without a logout. */
export type Secrets = readonly [string, ...string[]];

const secrets = z.tuple([z.string().min(32)], z.string().min(32));

/**
 * The secrets that sign learners' cookies: of `LEARNER_SECRETS` (comma-separated, for several nodes
 * behind one address), else of `learner-secrets.json` in the data folder, made once and readable by
 * its owner only. To rotate, put a new one in front. Throws where either holds something else.
 */
export function openSecrets(dataFolder: string, env = process.env.LEARNER_SECRETS): Secrets {
  if (env) return secrets.parse(env.split(",").map((secret) => secret.trim()));
  const file = join(dataFolder, "learner-secrets.json");
  if (!existsSync(file)) make(dataFolder, file);
  return secrets.parse(JSON.parse(readFileSync(file, "utf8")));
}

// Written aside and linked: two processes that start at once end with one and the same file.
function make(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(aside, `${JSON.stringify([randomBytes(32).toString("base64url")])}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(aside);
  }
}
