// What it costs to know what an image's layers hold: asking the product, against `docker save | tar -t`
// of the same image on the same engine, turn by turn in one run. The product's first answer about an image
// reads its base image's layers, which a data folder of its own makes it read anew; later images find them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { client, edited, median, timed } from "./lib.mjs";
import { seedProject } from "./seed.mjs";

const rounds = 5;
/** The most that a learner waits more than for the build itself, ms; and against `docker save | tar -t`. */
const goals = { firstMs: 1000, laterMs: 200, ratio: 0.5 };

/** A row for each of the seed's images: milliseconds of a first and of later analyses, and the ratio. */
export async function imageAnalysis({ origin, home }) {
  const facts = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));
  const files = seedProject();
  const rows = [];
  for (const dockerfile of ["Dockerfile", "Dockerfile.simple"]) {
    const api = client(origin);
    const analysis = async (project) => {
      const id = await api.post({ files: project, dockerfile });
      const { type, result } = await api.end(id);
      if (type !== "finished") throw new Error(`the build of ${dockerfile} ${type}`);
      const took = await timed(async () => {
        const answer = await api.call(`/api/builds/${id}/analysis`);
        if (!answer.ok) throw new Error(`the analysis: ${answer.status} ${await answer.text()}`);
        await answer.json();
      });
      return { took, image: result.image };
    };
    const first = await analysis(files);
    const later = [];
    const saved = [];
    for (let round = 0; round < rounds; round += 1) {
      const { took, image } = await analysis(edited(files, `analysis ${round}`));
      later.push(took);
      saved.push(await timed(() => list(facts, image.id)));
    }
    const row = {
      dockerfile,
      unpackedBytes: first.image.unpackedBytes,
      rounds,
      firstMs: first.took,
      laterMs: median(later),
      saveMs: median(saved),
    };
    rows.push({ ...row, firstRatio: row.firstMs / row.saveMs, ratio: row.laterMs / row.saveMs });
  }
  return { engine: facts.engineVersion, goals, rows };
}

/** `docker save | tar -t`, which names the layers; what is in them takes longer still. */
async function list({ cli, dockerHost }, image) {
  const docker = cli ? join(cli, "docker") : "docker";
  const save = spawn(docker, ["-H", dockerHost, "save", image], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const tar = spawn("tar", ["-t"], { stdio: [save.stdout, "ignore", "inherit"] });
  const [[saved], [listed]] = await Promise.all([once(save, "exit"), once(tar, "exit")]);
  if (saved !== 0 || listed !== 0) throw new Error("docker save could not be listed");
}
