/**
 * The full name of an image, as BuildKit's source policy sees it: `node:14` is
 * `docker.io/library/node:14`, and no tag means `latest`. A digest goes along.
 */
export function canonicalRef(ref: string): string {
  const [withTag = "", digest] = ref.split("@");
  const slash = withTag.indexOf("/");
  const first = slash < 0 ? "" : withTag.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === "localhost";
  const host = hasHost && first !== "index.docker.io" ? first : "docker.io";
  const rest = hasHost ? withTag.slice(slash + 1) : withTag;
  const name = host === "docker.io" && !rest.includes("/") ? `library/${rest}` : rest;
  const tagged = /:[^/]*$/.test(name) || digest ? name : `${name}:latest`;
  return `${host}/${tagged}${digest ? `@${digest}` : ""}`;
}

/** Whether two names mean the same image. */
export function sameImage(a: string, b: string): boolean {
  return canonicalRef(a) === canonicalRef(b);
}
