import { expect, it } from "vitest";
import { kindOfAddress } from "./address.mjs";
import { mayReach } from "./upstream.mjs";

it.each([
  ["93.184.216.34", "public"],
  ["2606:4700::1111", "public"],
  ["10.1.2.3", "private"],
  ["100.64.0.1", "private"],
  ["172.16.0.1", "private"],
  ["192.168.1.1", "private"],
  ["fd12::1", "private"],
  ["127.0.0.1", "forbidden"],
  ["0.0.0.0", "forbidden"],
  ["169.254.169.254", "forbidden"],
  ["224.0.0.1", "forbidden"],
  ["255.255.255.255", "forbidden"],
  ["::1", "forbidden"],
  ["::", "forbidden"],
  ["fe80::1", "forbidden"],
  ["fd00:ec2::254", "forbidden"],
  ["::ffff:127.0.0.1", "forbidden"],
  ["::ffff:10.0.0.1", "private"],
  ["::ffff:7f00:1", "forbidden"],
  ["64:ff9b::7f00:1", "forbidden"],
  ["2002:7f00:1::", "forbidden"],
  ["nonsense", "forbidden"],
])("%s is %s", (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});

it("reaches a private address only for a name that the machine's own configuration gave", () => {
  expect(mayReach({ private: true }, "10.0.0.1")).toBe(true);
  expect(mayReach({ private: false }, "10.0.0.1")).toBe(false);
  expect(mayReach({ private: true }, "169.254.169.254")).toBe(false);
  expect(mayReach({ private: false }, "93.184.216.34")).toBe(true);
});
