import { spawn } from "node:child_process";
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
    let rest = "";
    const take = (chunk) => {
      output = (output + chunk).slice(-200_000);
      if (!onLine) return;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    };
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout = (stdout + chunk).slice(-200_000);
      take(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => reject(new Plain(`${command}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (onLine && rest) onLine(rest);
      if (code === 0 || allowFailure) return resolve({ code, output, stdout });
      const end = output.trimEnd().split("\n").slice(-40).join("\n");
      reject(new Plain(`${command} ${args.join(" ")} ended with ${signal ?? code}\n${end}`));
    });
  });
}
