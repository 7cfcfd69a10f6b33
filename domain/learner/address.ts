/** What an address that can't be read counts as: all such requests share what one sender may do. */
export const unknownSender = "unknown";

/**
 * Who sends a request, by its address: a whole IPv4 address, or the first 64 bits of an IPv6 one,
 * which one household or school has to itself. `connected` is the other end of the connection. Behind
 * `proxies` of our own, each of which appends whom it heard to `X-Forwarded-For`, the entry of the
 * outermost counts; what stands before that, the client may have made up.
 */
export function senderOf(
  connected: string | undefined,
  forwardedFor: string | undefined,
  proxies: number,
): string {
  const hops = proxies > 0 ? (forwardedFor ?? "").split(",").slice(-proxies) : [];
  return network(hops[0] ?? "") ?? network(connected ?? "") ?? unknownSender;
}

function network(text: string): string | null {
  // Some proxies add the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`.
  const address = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1");
  return isIPv4(address) ? address : networkOfIPv6(address.split("%")[0] ?? "");
}

function isIPv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function networkOfIPv6(text: string): string | null {
  if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return null;
  const [head = "", tail = ""] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split("::");
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...zeros, ...right];
  return ipv4In(groups) ?? `${groups.slice(0, 4).join(":")}::/64`;
}

const groupsOf = (text: string) => (text === "" ? [] : text.split(":"));

/** `::ffff:192.0.2.1` is an IPv4 address that a listener for both kinds calls so. */
function ipv4In(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return null;
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join(".");
}
