import { BlockList, isIP } from "node:net";

const never = new BlockList();
never.addSubnet("0.0.0.0", 8);
never.addSubnet("127.0.0.0", 8);
never.addSubnet("169.254.0.0", 16);
never.addSubnet("224.0.0.0", 3);
never.addSubnet("::", 127, "ipv6");
never.addSubnet("fe80::", 10, "ipv6");
never.addSubnet("ff00::", 8, "ipv6");
never.addSubnet("64:ff9b::", 96, "ipv6");
never.addSubnet("2002::", 16, "ipv6");
never.addAddress("fd00:ec2::254", "ipv6");

const inner = new BlockList();
inner.addSubnet("10.0.0.0", 8);
inner.addSubnet("100.64.0.0", 10);
inner.addSubnet("172.16.0.0", 12);
inner.addSubnet("192.168.0.0", 16);
inner.addSubnet("198.18.0.0", 15);
inner.addSubnet("fc00::", 7, "ipv6");

/**
 * Sorts an address: `public`, `private` (a network of the machine's own) or `forbidden`
 * (loopback, link-local with its metadata services, multicast, or an address in disguise).
 */
export function kindOfAddress(address) {
  const version = isIP(address);
  if (version === 0) return "forbidden";
  const family = version === 6 ? "ipv6" : "ipv4";
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (plain) return kindOfAddress(plain[1]);
  if (never.check(address, family)) return "forbidden";
  return inner.check(address, family) ? "private" : "public";
}
