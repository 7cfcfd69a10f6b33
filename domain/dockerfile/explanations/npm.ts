import { code } from "../../words";
import type { ExplanationRule } from "../explain";
import { command } from "./find";

/** What npm says when it gives up; `npm ERR!` up to version 9, `npm error` after. */
export const npmRules: readonly ExplanationRule[] = [
  {
    id: "npm-missing-script",
    kind: "instruction",
    explain: command(/missing script: "?([\w:.-]+)/i, (name) => {
      return `${code("package.json")} has no script named ${code(name)}.`;
    }),
  },
  {
    id: "npm-lock",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error)[^\n]*(?:can only install (?:packages )?(?:when|with) |The `npm ci` command|cipm can only)/,
      () => {
        return "`npm ci` needs a `package-lock.json` that fits `package.json`. Copy it in before, or use `npm install`.";
      },
    ),
  },
  {
    id: "npm-not-found",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error) (?:code ETARGET[\s\S]*?No matching version found for ([^\s.]\S*?)\.?$|404 +'?([^'\s]+)'? is not in|404 Not Found[^\n]*)/m,
      (name) => {
        return /\s/.test(name)
          ? "npm found no package of that name."
          : `npm found no ${code(name.replace(/^'|'$/g, ""))}: check its name and version in ${code("package.json")}.`;
      },
    ),
  },
  {
    id: "npm-json",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error) (?:code EJSONPARSE|JSON\.parse|Failed to parse json)/i,
      () => {
        return "`package.json` is not valid JSON.";
      },
    ),
  },
  {
    id: "npm-no-package",
    kind: "instruction",
    explain: command(
      /^npm (?:ERR!|error)[^\n]*(?:enoent|ENOENT)[^\n]*package\.json/m,
      () => "npm found no `package.json` here. Copy it in before this instruction.",
    ),
  },
  {
    id: "npm-engine",
    kind: "instruction",
    explain: command(/npm (?:ERR!|error) code EBADENGINE/, () => {
      return "A package needs another version of Node than this image has.";
    }),
  },
  {
    id: "npm-peer",
    kind: "instruction",
    explain: command(/npm (?:ERR!|error) code ERESOLVE/, () => {
      return "npm can't make the packages' versions fit one another; see its lines below.";
    }),
  },
];
