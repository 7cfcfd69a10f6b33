import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { type SandboxFacts, sandboxFacts } from "@/domain/sandbox/sandbox";
import { engineAt } from "./engine";

/** The sandbox that integration tests use. */
export function testSandbox(): { docker: Docker; facts: SandboxFacts } {
  const home = process.env.SANDBOX_HOME ?? "/var/lib/stagecraft/stagecraft";
  const text = readFileSync(join(home, "sandbox.json"), "utf8");
  const facts = sandboxFacts.parse(JSON.parse(text));
  return { docker: engineAt(facts.dockerHost), facts };
}

/** Images for tests, from a base image of the sandbox and one file. */
export type TestImages = {
  /** `changes` are instructions such as `EXPOSE 3000`; gives the image's id. */
  make(script: string, ...changes: string[]): Promise<string>;
  removeAll(): Promise<void>;
};

/** Images that run `script` with Node; made without a build, so that no builder is needed. */
export function testImages(docker: Docker, base = "node:24-alpine"): TestImages {
  const made: string[] = [];
  return {
    async make(script, ...changes) {
      const container = await docker.createContainer({ Image: base });
      const tar = pack();
      tar.entry({ name: "app.js", mode: 0o644 }, script);
      tar.finalize();
      await container.putArchive(await buffer(tar), { path: "/" });
      const tag = randomBytes(8).toString("hex");
      const { Id } = (await container.commit({
        repo: "stagecraft-test",
        tag,
        changes: ['CMD ["node", "/app.js"]', ...changes].join("\n"),
      })) as { Id: string };
      await container.remove({ v: true });
      made.push(`stagecraft-test:${tag}`);
      return Id;
    },
    async removeAll() {
      await Promise.all(made.map((name) => docker.getImage(name).remove({ force: true })));
    },
  };
}
