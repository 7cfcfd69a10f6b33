// `npm run bench [name …]`: starts the product on ports and data of its own, measures, and writes
// `bench/results/<name>.json` with the machine, the versions and the date.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLatency } from "./build-latency.mjs";
import { imageAnalysis } from "./image-analysis.mjs";
import { neighbours } from "./neighbours.mjs";

const suites = {
  "build-latency": buildLatency,
  "image-analysis": imageAnalysis,
  neighbours,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(
    `no bench named ${unknown.join(", ")}; there are: ${Object.keys(suites).join(", ")}`,
  );
  process.exit(1);
}

const port = Number(process.env.PORT ?? 3500);
const name = process.env.SANDBOX_NAME ?? "stagecraft-test";
const home = process.env.SANDBOX_HOME ?? `/var/lib/stagecraft/${name}`;
const origin = `http://127.0.0.1:${port}`;
const data = mkdtempSync(join(tmpdir(), "stagecraft-bench-data-"));

const product = spawn(process.execPath, [script("../scripts/start.mjs")], {
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env,
    PORT: String(port),
    SANDBOX_NAME: name,
    SANDBOX_HOME: home,
    STAGECRAFT_DATA: data,
  },
});
let ended = false;
const exited = new Promise((resolve) =>
  product.on("exit", () => {
    ended = true;
    resolve();
  }),
);

try {
  await ready();
  for (const bench of wanted.length > 0 ? wanted : Object.keys(suites)) {
    const result = await suites[bench]({ origin, home });
    const record = { date: new Date().toISOString(), machine: machine(), ...result };
    mkdirSync(script("results/"), { recursive: true });
    writeFileSync(script(`results/${bench}.json`), `${JSON.stringify(record, null, 2)}\n`);
    console.log(`\n${bench}, engine ${result.engine}`);
    console.table(result.rows.map(readable));
    for (const part of ["slowdown", "walls"]) if (result[part]) console.log(part, result[part]);
  }
} finally {
  product.kill("SIGTERM");
  await exited;
  rmSync(data, { recursive: true, force: true });
}

async function ready() {
  for (;;) {
    if (ended) throw new Error("the product ended before it was ready");
    const health = await fetch(`${origin}/api/health`).catch(() => null);
    if (health?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function readable(row) {
  const round = (value) =>
    Number.isInteger(value) ? value : Number(value.toFixed(value < 10 ? 2 : 0));
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === "number" ? round(value) : value,
    ]),
  );
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: readFileSync("/proc/version", "utf8").split(" ")[2],
    node: process.version,
  };
}

function script(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
