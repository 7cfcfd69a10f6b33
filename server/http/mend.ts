/** Where a request goes whose method no address takes: its route says so. */
export const strangeMethod = "/api/strange-method";

const methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

type Target = { readonly method?: string | undefined; readonly url?: string | undefined };

/**
 * What to make of a request's first line so that Next, which answers 500 to some, finds nothing it
 * breaks on: a method of other protocols (`TRACE`), a target that is no path (`*`, a whole address),
 * a percent sign that begins no character.
 */
export function mend({ method = "GET", url = "/" }: Target): { method: string; url: string } {
  if (!methods.includes(method)) return { method: "GET", url: strangeMethod };
  const [path = "", ...query] = pathOf(url).split("?");
  const readable = isReadable(path) ? path : path.replaceAll("%", "%25");
  return { method, url: [readable, ...query].join("?") };
}

function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  if (!URL.canParse(url)) return `/${url}`;
  const { pathname, search } = new URL(url);
  return pathname.startsWith("/") ? pathname + search : `/${pathname}`;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
