import { cookieName, withoutLearner } from "../learner/cookie";

/** A header as it was sent: name and value; a name may come more than once. */
export type Header = readonly [name: string, value: string];

/** Headers that concern one connection: {@link https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1}. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Ours to answer (`expect`), or about the visitor and nobody's business in a stranger's container. */
const keptFromApps = new Set(["expect", "forwarded", "x-forwarded-for", "x-real-ip"]);

/**
 * Refused from apps: `x-frame-options` would hide the app from the page that shows it, the others
 * reach beyond the app's own host (`Clear-Site-Data: "cookies"` empties the whole domain).
 */
const keptFromBrowsers = new Set(["x-frame-options", "clear-site-data", "alt-svc"]);

/** A browser's headers as the learner's app may see them. */
export function toApp(headers: readonly Header[]): Header[] {
  return endToEnd(headers, keptFromApps).flatMap(([name, value]): Header[] => {
    if (name.toLowerCase() !== "cookie") return [[name, value]];
    const cookies = withoutLearner(value);
    return cookies === null ? [] : [[name, cookies]];
  });
}

/** The app's headers as the browser may see them. */
export function toBrowser(headers: readonly Header[]): Header[] {
  return endToEnd(headers, keptFromBrowsers).flatMap(([name, value]): Header[] => {
    const kept = rewrite(name.toLowerCase(), value);
    return kept === null ? [] : [[name, kept]];
  });
}

/** The pairs of Node's `rawHeaders`. */
export function pairsOf(rawHeaders: readonly string[]): Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  }
  return pairs;
}

function endToEnd(headers: readonly Header[], kept: ReadonlySet<string>): Header[] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === "connection")
    .flatMap(([, value]) => value.toLowerCase().split(","))
    .map((name) => name.trim());
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !hopByHop.has(lower) && !kept.has(lower) && !named.includes(lower);
  });
}

function rewrite(name: string, value: string): string | null {
  if (name === "set-cookie") return ownHostOnly(value);
  if (name.startsWith("content-security-policy")) return framable(value);
  return value;
}

/** A `Set-Cookie` that stays with the app's own host; null where it pretends to be ours. */
function ownHostOnly(setCookie: string): string | null {
  const [pair = "", ...attributes] = setCookie.split(";");
  const name = (pair.split("=")[0] ?? "").trim();
  if (name === cookieName(true) || name === cookieName(false)) return null;
  return [pair, ...attributes.filter((text) => !/^\s*domain\s*(=|$)/i.test(text))].join(";");
}

/** A policy without `frame-ancestors`; null where nothing else is in it. */
function framable(policy: string): string | null {
  const kept = policy.split(";").filter((text) => !/^\s*frame-ancestors(\s|$)/i.test(text));
  return kept.join(";").trim() === "" ? null : kept.join(";");
}
