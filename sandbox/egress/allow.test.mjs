import { expect, it } from "vitest";
import { allowList, sourceUrls } from "./allow.mjs";

const ONE_LINE = `
# deb http://commented.example/debian bookworm main
deb http://mirror.example/debian bookworm main
deb [arch=amd64 signed-by=/x.gpg] https://tools.example:8443/apt stable main
deb-src http://sources.example/debian bookworm main
deb cdrom:[Debian]/ bookworm main
`;

const DEB822 = `
# a comment
Types: deb deb-src
URIs: http://one.example/debian
  http://two.example/debian
Suites: bookworm

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Enabled: no

Types: deb-src
URIs: http://only-sources.example/debian
Suites: bookworm
`;

const names = (list) => list.map(({ name, port }) => `${name}:${port}`);

it("takes npm's registries, TLS or not, with their ports", () => {
  const list = allowList({
    registries: ["https://registry.example/", "http://npm.school.example:4873/npm/"],
  });
  expect(list).toEqual([
    { name: "npm.school.example", port: 4873, tls: false, private: true, from: "npm" },
    { name: "registry.example", port: 443, tls: true, private: true, from: "npm" },
  ]);
});

it("takes apt's one-line sources", () => {
  const list = allowList({
    aptUrls: sourceUrls({ path: "/etc/apt/sources.list", text: ONE_LINE }),
  });
  expect(names(list)).toEqual(["mirror.example:80", "tools.example:8443"]);
});

it("takes apt's deb822 sources that are enabled", () => {
  const list = allowList({ aptUrls: sourceUrls({ path: "/x/debian.sources", text: DEB822 }) });
  expect(names(list)).toEqual(["one.example:80", "two.example:80"]);
});

it("takes the setting's names, for public addresses only", () => {
  const list = allowList({ setting: "Code.example, plain.example:80 ,other.example:8443,,  " });
  expect(list).toEqual([
    { name: "code.example", port: 443, tls: true, private: false, from: "setting" },
    { name: "other.example", port: 8443, tls: true, private: false, from: "setting" },
    { name: "plain.example", port: 80, tls: false, private: false, from: "setting" },
  ]);
});

it("lists a place once, and by the machine's own configuration where both name it", () => {
  const list = allowList({ registries: ["https://a.example/"], setting: "a.example" });
  expect(list).toHaveLength(1);
  expect(list[0].from).toBe("npm");
});

it("leaves out addresses, this machine and what is no name", () => {
  const list = allowList({
    registries: ["http://localhost:4873/", "https://10.0.0.5/", "file:///x", "nonsense"],
    setting: "*.example,10.0.0.1,a b,x.example:99999999",
  });
  expect(list).toEqual([]);
});
