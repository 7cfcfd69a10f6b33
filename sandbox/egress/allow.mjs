import { isHostName } from "./sni.mjs";

/**
 * Derives what builds may reach from the machine's own configuration. Answers a list of
 * `{ name, port, tls, private, from }`, one entry a name and port, sorted; `private` says whether
 * the name may resolve to a private address: only where the machine's own configuration named it.
 */
export function allowList({ registries = [], aptUrls = [], setting = "" }) {
  const entries = [
    ...registries.map((url) => fromUrl(url, "npm")),
    ...aptUrls.map((url) => fromUrl(url, "apt")),
    ...setting.split(",").map((item) => fromSetting(item.trim())),
  ];
  const byPlace = new Map();
  for (const entry of entries) {
    if (entry === null) continue;
    const place = `${entry.name}:${entry.port}`;
    if (!byPlace.has(place)) byPlace.set(place, entry);
  }
  return [...byPlace.keys()].sort().map((place) => byPlace.get(place));
}

function fromUrl(text, from) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || !isForeignName(url.hostname)) return null;
  const tls = url.protocol === "https:";
  return {
    name: url.hostname,
    port: Number(url.port) || (tls ? 443 : 80),
    tls,
    private: true,
    from,
  };
}

function fromSetting(item) {
  const match = /^([^:]+)(?::(\d{1,5}))?$/.exec(item);
  if (!match || !isForeignName(match[1])) return null;
  const port = Number(match[2] ?? 443);
  return { name: match[1].toLowerCase(), port, tls: port !== 80, private: false, from: "setting" };
}

/** Inside a build, `localhost` is the build's own container: such a name can't be forwarded. */
function isForeignName(name) {
  return isHostName(name) && name !== "localhost";
}

/** The URLs in one of apt's source files, one-line or deb822 style (sources.list(5)). */
export function sourceUrls({ path, text }) {
  return path.endsWith(".sources") ? deb822Urls(text) : oneLineUrls(text);
}

function oneLineUrls(text) {
  const urls = [];
  for (const line of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s/.exec(line);
    if (match) urls.push(match[1]);
  }
  return urls;
}

function deb822Urls(text) {
  return stanzas(text)
    .filter((fields) => !/^(no|false|0)$/i.test(fields.get("enabled") ?? ""))
    .filter((fields) => (fields.get("types") ?? "").split(/\s+/).includes("deb"))
    .flatMap((fields) => (fields.get("uris") ?? "").split(/\s+/).filter(Boolean));
}

/** deb822 stanzas as maps from lower-case field names to values, folded lines joined by a space. */
export function stanzas(text) {
  const found = [];
  let fields = new Map();
  let last = null;
  for (const line of [...text.split("\n"), ""]) {
    if (line.startsWith("#")) continue;
    const field = /^([\w-]+):\s*(.*)$/.exec(line);
    if (field) {
      last = field[1].toLowerCase();
      fields.set(last, field[2].trim());
    } else if (/^\s+\S/.test(line) && last) {
      fields.set(last, `${fields.get(last)} ${line.trim()}`.trim());
    } else if (line.trim() === "" && fields.size > 0) {
      found.push(fields);
      fields = new Map();
      last = null;
    }
  }
  return found;
}
