import { inWords, limits } from "../../limits";
import { code } from "../../words";
import type { ExplanationRule } from "../explain";
import { command, engine, first, printed } from "./find";

/** What a command of a RUN ran into; the last rules know any command and any instruction. */
export const commandRules: readonly ExplanationRule[] = [
  {
    id: "open-files",
    kind: "limit",
    limit: "buildOpenFiles",
    explain: command(/\bEMFILE\b|too many open files/i, () => {
      return `A process held more files open than a build may: ${inWords(limits.buildOpenFiles)}.`;
    }),
  },
  {
    id: "file-size",
    kind: "limit",
    limit: "buildDisk",
    explain: command(/\bEFBIG\b|file too large|file size limit exceeded/i, () => {
      return `A file grew larger than a build may write: ${inWords(limits.buildDisk)}.`;
    }),
  },
  {
    id: "no-space",
    kind: "instruction",
    explain: command(/no space left on device/i, () => {
      return "There is no room left where this instruction writes. Memory file systems such as `/dev/shm` are small.";
    }),
  },
  {
    id: "network",
    kind: "refused",
    explain: command(
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)|Temporary failure resolving '([^']+)'|[Cc]ould not resolve host: (\S+)|bad address '([^']+)'|unable to resolve host address '([^']+)'/,
      (host) => {
        return `${code(host.replace(/[.,;:]+$/, ""))} can't be reached: builds in the sandbox only reach the package registry.`;
      },
    ),
  },
  {
    id: "node-module",
    kind: "instruction",
    explain: command(/Error: Cannot find module '([^']+)'/, (name) => {
      return name.startsWith("/") || name.startsWith(".")
        ? `Node found no file ${code(name)} in the image. Is it copied in before this instruction?`
        : `Node found no package ${code(name)} in the image. Is it in ${code("package.json")} and installed before this?`;
    }),
  },
  {
    id: "command-not-found",
    kind: "instruction",
    explain: (failed) => {
      const name = printed(
        /(?:^|\n)[^\n]*?(?:sh|bash): (?:(?:line )?\d+: )?(?:\d+: )?([^\s:]+): (?:command )?not found/,
        failed,
      );
      const exec = printed(/exec: "([^"]+)": executable file not found/, failed);
      const command = name ?? exec;
      if (!command && failed.exitCode !== 127) return null;
      return command
        ? `This image has no command named ${code(command)}.`
        : "This image has no such command.";
    },
  },
  {
    id: "no-shell",
    kind: "instruction",
    explain: command(
      /exec: "?\/bin\/sh"?: (?:stat \/bin\/sh: )?no such file|stat \/bin\/sh: no such file/,
      () => {
        return "This stage has no shell to run a command with: it starts from `scratch`.";
      },
    ),
  },
  {
    id: "no-user",
    kind: "dockerfile",
    explain: engine(/unable to find (user|group) (\S+):/, (kind, { message }) => {
      const name = first(/unable to find \w+ (\S+):/, message) ?? "";
      return `This image has no ${kind} named ${code(name)}.`;
    }),
  },
  {
    id: "permission",
    kind: "instruction",
    explain: ({ exitCode, tail }) =>
      exitCode === 126 || (exitCode !== undefined && /permission denied/i.test(tail.join("\n")))
        ? "The command was not permitted: a file that isn't executable, or a user without the right."
        : null,
  },
  {
    id: "crash",
    kind: "instruction",
    explain: ({ exitCode }) =>
      exitCode === 139 || exitCode === 134
        ? `The command crashed (exit code ${exitCode}): a fault in the program itself.`
        : null,
  },
  {
    id: "exit-code",
    kind: "instruction",
    explain: ({ exitCode, instruction }) =>
      exitCode === undefined
        ? null
        : `The command ${instruction ? `on line ${instruction.line}` : "of this instruction"} ended with exit code ${exitCode}.`,
  },
  {
    id: "other-instruction",
    kind: "dockerfile",
    explain: ({ message, instruction, line }) =>
      instruction || line !== undefined
        ? `The engine refused this: ${code(lastWords(message))}.`
        : null,
  },
];

/** The innermost of wrapped errors (`a: b: c`), which names the cause. */
function lastWords(message: string): string {
  const words = message.split("\n")[0]?.replace(/^failed to solve(?: with[^:]*)?: /, "") ?? "";
  return words.replace(/\.$/, "").slice(0, 300);
}
