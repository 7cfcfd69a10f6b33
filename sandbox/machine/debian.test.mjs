import { expect, it } from "vitest";
import { debianSources } from "./debian.mjs";

const lines = [
  "deb http://mirror.example/debian bookworm main",
  "deb http://mirror.example/debian bookworm-updates main",
  "deb http://security.example/debian-security bookworm-security main",
];

it("finds the mirror and the three suites in one-line sources", () => {
  const text = `deb https://other.example/apt stable main
deb [arch=amd64] http://mirror.example/debian/ bookworm main contrib
deb http://mirror.example/debian bookworm-updates main
deb http://security.example/debian-security bookworm-security main
deb http://mirror.example/debian bookworm-backports main`;
  expect(debianSources([{ path: "sources.list", text }], "bookworm")).toEqual({
    mirror: "http://mirror.example/debian",
    lines,
  });
});

it("finds them in deb822 sources", () => {
  const text = `Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /x.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main`;
  expect(debianSources([{ path: "debian.sources", text }], "bookworm")?.lines).toEqual(lines);
});

it("does without updates, but not without the release", () => {
  const only = (text) => debianSources([{ path: "sources.list", text }], "bookworm");
  expect(only(lines[0])?.lines).toEqual([lines[0]]);
  expect(only(lines[1])).toBeNull();
});
