import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { senderOf, unknownSender } from "./address";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["192.0.2.256", unknownSender],
  ["1", unknownSender],
  ["", unknownSender],
  [undefined, unknownSender],
])("who connects from %s is %s", (connected, sender) => {
  expect(senderOf(connected, undefined, 0)).toBe(sender);
});

describe("X-Forwarded-For", () => {
  const proxy = "10.0.0.1";

  test("says nothing where no proxy of ours stands in front", () => {
    const any = fc.string({ unit: "binary" });
    fc.assert(fc.property(any, (header) => senderOf("192.0.2.1", header, 0) === "192.0.2.1"));
  });

  test.each([
    ["one proxy", "192.0.2.1", 1, "192.0.2.1"],
    ["one proxy, and a client that made hops up", "198.51.100.9, 192.0.2.1", 1, "192.0.2.1"],
    ["two proxies", "198.51.100.9,192.0.2.1, 10.0.0.2", 2, "192.0.2.1"],
    ["two proxies, of which a client went past one", "192.0.2.1", 2, "192.0.2.1"],
    ["a port", "192.0.2.1:4711", 1, "192.0.2.1"],
    ["an IPv6 address and a port", "[2001:db8::1]:4711", 1, "2001:db8:0:0::/64"],
    ["nonsense", "unknown", 1, proxy],
    ["an empty header", "", 1, proxy],
    ["no header", undefined, 1, proxy],
  ])("behind %s", (_, header, proxies, sender) => {
    expect(senderOf(proxy, header, proxies)).toBe(sender);
  });

  test("what a client puts in front of the proxies' own entries changes nothing", () => {
    const made = fc.array(fc.string({ unit: "binary" }));
    const property = fc.property(made, fc.ipV4(), (claims, address) => {
      expect(senderOf(proxy, [...claims, address].join(","), 1)).toBe(address);
    });
    fc.assert(property);
  });

  test("whatever an address is, it is read or unknown", () => {
    const property = fc.property(fc.ipV6(), fc.string({ unit: "binary" }), (address, junk) => {
      expect(senderOf(address, undefined, 0)).toMatch(/^[\d.]+$|::\/64$/);
      expect(senderOf(junk, junk, 1)).toMatch(/^[\d.]+$|::\/64$|^unknown$/);
    });
    fc.assert(property);
  });
});
