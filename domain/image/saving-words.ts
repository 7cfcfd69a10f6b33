import { formatBytes } from "./bytes";
import type { Cause } from "./causes";
import type { Saving } from "./saving";

type Part = Saving["causes"][number];

const titles: Record<Cause, string> = {
  base: "Base image",
  buildTools: "Build tools and headers",
  devDependencies: "Development dependencies",
  dependencies: "Production dependencies",
  caches: "Package managers’ caches",
  source: "Source and tests",
  other: "Other",
};

export function causeTitle(cause: Cause): string {
  return titles[cause];
}

/** The one thing to remember of a saving, as a sentence. */
export function headline({ causes, differenceBytes }: Saving): string {
  const [most] = causes;
  if (!most || most.bytes <= 0 || differenceBytes === 0) {
    return "Both weigh the same, by different things.";
  }
  return `${percentOf(Math.min(100, most.percent))} of the ${formatBytes(differenceBytes)} that are saved come from one cause: ${titles[most.cause].toLowerCase()}.`;
}

/** A share as people read it; what is not all is never said to be: `99.6 %`, `12 %`, `<0.1 %`. */
export function percentOf(percent: number): string {
  const size = Math.abs(percent);
  if (size > 0 && size < 0.1) return "<0.1 %";
  const rounded = size < 10 || (size > 99 && size < 100) ? size.toFixed(1) : size.toFixed(0);
  return `${rounded === "100.0" ? ">99.9" : rounded} %`;
}

/** What a cause is, and what would change it. */
export function causeWords({ cause, bytes }: Pick<Part, "cause" | "bytes">): string {
  return bytes < 0
    ? `${what[cause]} The lighter image has more of it.`
    : `${what[cause]} ${how[cause]}`;
}

const what: Record<Cause, string> = {
  base: "What came with the image that the last stage starts from.",
  buildTools: "Compilers, headers and tools that a build needs, and a running app does not.",
  devDependencies:
    "Packages that the lock file calls needed for development only, such as test runners.",
  dependencies: "Packages that the app needs to run.",
  caches:
    "What package managers keep so that the next download is quick. There is no next one in an image.",
  source: "The project’s own files: sources, tests, what a build made of them.",
  other: "What fits none of the others.",
};

const how: Record<Cause, string> = {
  base: "Another image after FROM changes it, and nothing else does.",
  buildTools: "Install them in a stage that is thrown away.",
  devDependencies: "npm install --omit=dev leaves them out.",
  dependencies: "Fewer or smaller packages change it.",
  caches: "Remove them in the instruction that makes them, or use a cache mount.",
  source: "A .dockerignore file, or copying only what runs, leaves them out.",
  other: "The lines below brought it.",
};
