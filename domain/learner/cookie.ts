/** A year and a bit: the longest that browsers keep a cookie. */
const maxAgeSeconds = 400 * 24 * 60 * 60;

/**
 * Name of the learner's cookie. Over https it has the `__Host-` prefix, so that no other host of the
 * domain (a preview is one) can set it:
 * {@link https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes}.
 */
export function cookieName(https: boolean): string {
  return https ? "__Host-stagecraft-learner" : "stagecraft-learner";
}

/** Every value that a `Cookie` header gives to a name, in its order; a name may come twice. */
export function cookieValues(header: string | null, name: string): string[] {
  return pairs(header)
    .filter((pair) => pair.name === name)
    .map((pair) => pair.value);
}

/** The `Cookie` header without the learner's cookies, or null where nothing is left. */
export function withoutLearner(header: string | null): string | null {
  const ours = [cookieName(true), cookieName(false)];
  const kept = pairs(header).filter((pair) => !ours.includes(pair.name));
  return kept.map((pair) => pair.text).join("; ") || null;
}

/** The `Set-Cookie` header that names a learner. */
export function setCookie(value: string, https: boolean): string {
  const attributes = ["Path=/", `Max-Age=${maxAgeSeconds}`, "HttpOnly", "SameSite=Lax"];
  if (https) attributes.push("Secure");
  return [`${cookieName(https)}=${value}`, ...attributes].join("; ");
}

function pairs(header: string | null): { name: string; value: string; text: string }[] {
  return (header ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((text) => text !== "")
    .map((text) => {
      const at = text.indexOf("=");
      if (at < 0) return { name: "", value: text, text };
      return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim(), text };
    });
}
