import { spawn } from "node:child_process";
import { splitLines } from "./lines.mjs";
import { Plain } from "./phase.mjs";

/**
 * Runs a command quietly and resolves with its output; rejects with the end of that output.
 * `output` is both streams, `stdout` the one; `onLine` sees each line of both as it comes.
 */
export function run(command, args, { cwd, env, onLine, allowFailure = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stdout = "";
    const ends = [child.stdout, child.stderr].map((stream) => {
      const { take, end } = splitLines(onLine ?? (() => {}));
      stream.setEncoding("utf8").on("data", (chunk) => {
        output = (output + chunk).slice(-200_000);
        if (stream === child.stdout) stdout = (stdout + chunk).slice(-200_000);
        take(chunk);
      });
      return end;
    });
    child.on("error", (error) => reject(new Plain(`${command}: ${error.message}`)));
    child.on("close", (code, signal) => {
      for (const end of ends) end();
      if (code === 0 || allowFailure) return resolve({ code, output, stdout });
      const end = output.trimEnd().split("\n").slice(-40).join("\n");
      reject(new Plain(`${command} ${args.join(" ")} ended with ${signal ?? code}\n${end}`));
    });
  });
}
