/**
 * Whether a page of another origin sent the request. Browsers say so by themselves in
 * `Sec-Fetch-Site`, older ones in `Origin`; a script sends neither, and carries no one's cookies.
 * Schemes are not compared: a proxy may have ended TLS.
 */
export function isCrossOrigin(request: {
  fetchSite: string | null;
  origin: string | null;
  host: string;
}): boolean {
  const { fetchSite, origin, host } = request;
  if (fetchSite !== null) return fetchSite !== "same-origin" && fetchSite !== "none";
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}
