import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stanzas } from "../egress/allow.mjs";

/** The machine's own apt source files as `{ path, text }`, the main one first. */
export function readAptSources(etc = "/etc/apt") {
  const folder = join(etc, "sources.list.d");
  const more = existsSync(folder) ? readdirSync(folder).sort() : [];
  return [join(etc, "sources.list"), ...more.map((file) => join(folder, file))]
    .filter((path) => /\.(list|sources)$/.test(path) && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/**
 * Where the machine gets Debian from: `{ mirror, lines }`, the URL of the release itself and the
 * one-line sources of the release, its updates and its security fixes; null when it is not Debian.
 */
export function debianSources(files, release) {
  const wanted = [release, `${release}-updates`, `${release}-security`];
  const found = files
    .flatMap(({ path, text }) =>
      path.endsWith(".sources") ? deb822Sources(text) : oneLineSources(text),
    )
    .filter(({ components }) => components.includes("main"));
  const ofSuite = (suite) => found.find((source) => source.suite === suite);
  const main = ofSuite(release);
  if (!main) return null;
  const lines = wanted
    .flatMap((suite) => ofSuite(suite) ?? [])
    .map(({ url, suite }) => `deb ${url} ${suite} main`);
  return { mirror: main.url, lines };
}

function oneLineSources(text) {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(https?:\S+)\s+(\S+)\s+(.+)$/.exec(line);
    return match
      ? [{ url: match[1].replace(/\/$/, ""), suite: match[2], components: match[3].split(/\s+/) }]
      : [];
  });
}

function deb822Sources(text) {
  const words = (value) => (value ?? "").split(/\s+/).filter(Boolean);
  return stanzas(text)
    .filter(
      (fields) =>
        words(fields.get("types")).includes("deb") && !/^no$/i.test(fields.get("enabled") ?? ""),
    )
    .flatMap((fields) =>
      words(fields.get("uris")).flatMap((url) =>
        words(fields.get("suites")).map((suite) => ({
          url: url.replace(/\/$/, ""),
          suite,
          components: words(fields.get("components")),
        })),
      ),
    )
    .filter(({ url }) => /^https?:/.test(url));
}
