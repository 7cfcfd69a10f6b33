import { inWords, type LimitName, limitNamed, limits } from "../limits";
import type { Fault, Outcome } from "../problem";
import { code } from "../words";
import { foldersOf, normalisePath } from "./paths";

/** A build context that keeps every rule: normalised path → text. */
export type Context = { readonly files: ReadonlyMap<string, string>; readonly dockerfile: string };

const utf8 = new TextEncoder();

/**
 * The build context of a request, or the first rule that it breaks, with the thing and the limit's
 * value in the words. That the Dockerfile makes sense is `domain/dockerfile/review.ts`.
 */
export function contextOf(request: {
  files: Readonly<Record<string, string>>;
  dockerfile: string;
}): Outcome<Context> {
  const entries = Object.entries(request.files);
  if (entries.length > limits.contextFiles.value) {
    return over("contextFiles", `The build context has ${entries.length} files`);
  }
  const files = new Map<string, string>();
  let total = 0;
  for (const [name, text] of entries) {
    const path = normalisePath(name);
    if (!path.ok) return path;
    const length = utf8.encode(path.value).byteLength;
    if (length > limits.pathLength.value) {
      const start = [...path.value].slice(0, 40).join("");
      return over("pathLength", `The path ${code(`${start}…`)} has ${length} bytes`);
    }
    if (files.has(path.value)) return twice(path.value, "is there twice");
    const bytes = utf8.encode(text).byteLength;
    if (bytes > limits.fileBytes.value) {
      return over(
        "fileBytes",
        `${code(path.value)} has ${inWords({ value: bytes, unit: "bytes" })}`,
      );
    }
    total += bytes;
    files.set(path.value, text);
  }
  if (total > limits.contextBytes.value) {
    return over(
      "contextBytes",
      `The files have ${inWords({ value: total, unit: "bytes" })} together`,
    );
  }
  for (const path of files.keys()) {
    const folder = foldersOf(path).find((above) => files.has(above));
    if (folder) return twice(folder, `is a file, and a folder with ${code(path)} in it`);
  }
  return withDockerfile(files, request.dockerfile);
}

function withDockerfile(files: Map<string, string>, name: string): Outcome<Context> {
  const path = normalisePath(name);
  if (!path.ok) return path;
  const text = files.get(path.value);
  if (text === undefined) {
    return no({
      kind: "dockerfile",
      detail: `There is no file named ${code(path.value)} to build from.`,
    });
  }
  const bytes = utf8.encode(text).byteLength;
  if (bytes > limits.dockerfileBytes.value) {
    return over(
      "dockerfileBytes",
      `${code(path.value)} has ${inWords({ value: bytes, unit: "bytes" })}, a lot for a Dockerfile`,
    );
  }
  return { ok: true, value: { files, dockerfile: path.value } };
}

const no = (fault: Fault) => ({ ok: false, fault }) as const;
const twice = (path: string, why: string) =>
  no({ kind: "path", detail: `The path ${code(path)} ${why}.` });

function over(name: LimitName, what: string) {
  const detail = `${what}; the limit is ${inWords(limits[name])}.`;
  return no({ kind: "limit", detail, limit: limitNamed(name) });
}
