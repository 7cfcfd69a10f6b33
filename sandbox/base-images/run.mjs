import { spawn } from "node:child_process";

/** Runs a program to its end; gives its standard output, rejects with the end of what it complained of. */
export function run(program, args, { cwd = "/", env = process.env, onError } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint = (complaint + chunk).slice(-2000);
      onError?.(String(chunk));
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args[0]} ended with ${code}: ${complaint.trim()}`));
    });
  });
}
