import type { LayerEntry } from "./content";
import type { Layer } from "./image";

/** What bytes in an image are there for; every byte has exactly one of these. */
export const causes = [
  "base",
  "buildTools",
  "devDependencies",
  "dependencies",
  "caches",
  "source",
  "other",
] as const;

export type Cause = (typeof causes)[number];

/** A cause, and the files of it that a person would name together: a package, a folder, a part of the base. */
type Reason = { readonly cause: Cause; readonly group: string };

/** Tells what a member of a layer is there for. */
export type Classify = (entry: Pick<LayerEntry, "path">) => Reason;

/**
 * How the members of one layer are told apart. What came with the base image is its cause, whatever it
 * is; `dev` are the folders of the image's packages for development only, `workdir` is where its own
 * files are.
 */
export function classifier(
  { shared, instruction }: Pick<Layer, "shared" | "instruction">,
  dev: ReadonlySet<string>,
  workdir: string | undefined,
): Classify {
  if (shared) return ({ path }) => ({ cause: "base", group: partOfBase(path) });
  // What comes from another stage or image is no source for that alone.
  const copies = /^(?:COPY|ADD)\b(?!.*--from=)/i.test(instruction);
  const installsTools =
    /\b(?:apt-get|apt|apk|dnf|yum)\b/.test(instruction) && tools.test(instruction);
  return ({ path }) => {
    const cache = caches.exec(path)?.[0];
    if (cache) return { cause: "caches", group: cache };
    const packageFolder = packageOf(path);
    if (packageFolder?.startsWith("/usr/") || packageFolder?.startsWith("/opt/")) {
      return { cause: "buildTools", group: packageFolder };
    }
    if (packageFolder) {
      const cause = dev.has(packageFolder) ? "devDependencies" : "dependencies";
      return { cause, group: packageFolder };
    }
    if (copies || (workdir && workdir !== "/" && path.startsWith(`${workdir}/`))) {
      return { cause: "source", group: path };
    }
    if (headers.test(path) || (installsTools && systemFolders.test(path))) {
      return { cause: "buildTools", group: twoDeep(path) };
    }
    return { cause: "other", group: twoDeep(path) };
  };
}

const caches =
  /^\/(?:(?:root|home\/[^/]+)\/(?:\.npm|\.cache|\.yarn|\.local\/share\/pnpm|\.node-gyp)|usr\/local\/share\/\.cache|var\/cache\/(?:apt|apk|debconf|yum|dnf)|var\/lib\/apt\/lists|etc\/apk\/cache|tmp\/(?:npm|v8-compile-cache|yarn)[^/]*)(?=\/|$)|^.*\/node_modules\/\.cache(?=\/)/;

/** Packages by which a command that installs tells that it installs what builds. */
const tools =
  /\b(?:build-essential|build-base|gcc|g\+\+|clang|make|cmake|autoconf|automake|libtool|pkg-config|binutils|linux-headers|git|python[23]?)\b|-dev\b/;
const systemFolders = /^\/(?:usr|lib|lib64|bin|sbin|opt|etc|var)\//;

/** Compilers, headers, static libraries and what else is of use to a build only. */
const headers =
  /^\/usr\/(?:local\/)?(?:include|lib\/gcc|libexec\/gcc|lib\/python[^/]*|share\/(?:perl|automake|autoconf|aclocal|cmake)[^/]*|src)(?:\/|-)|^\/usr\/(?:local\/)?lib\/.*\.(?:a|h|la)$|^\/usr\/(?:local\/)?bin\/(?:[^/]*-)?(?:gcc|g\+\+|cc|c\+\+|cpp|ld|as|ar|make|cmake|python[^/]*|perl[^/]*|git[^/]*)(?:-[\d.]+)?$/;

/** What a base image of Node.js is made of, in words. */
function partOfBase(path: string): string {
  if (/^\/(?:usr\/local\/lib\/node_modules|opt\/yarn)/.test(path)) return "npm and yarn";
  if (/^\/usr\/local\/include\/node\//.test(path)) return "Compilers, headers and build tools";
  if (/^\/usr\/(?:local\/)?bin\/node(?:js)?$/.test(path)) return "Node.js";
  if (
    /^\/usr\/(?:local\/)?share\/(?:doc|man|info|locale|i18n|zoneinfo|bash-completion)/.test(path)
  ) {
    return "Documentation and languages";
  }
  if (headers.test(path)) return "Compilers, headers and build tools";
  if (caches.test(path)) return "Caches";
  return "The rest of the system";
}

/** The outermost package's folder, `/app/node_modules/@scope/name`; a package in it is there because of it. */
function packageOf(path: string): string | undefined {
  return /^.*?\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/|$)/.exec(path)?.[0];
}

function twoDeep(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}
