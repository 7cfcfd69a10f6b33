import { expect, it } from "vitest";
import { readHost } from "./host.mjs";

it.each([
  ["Deb.Example.org", { name: "deb.example.org", port: 80 }],
  ["deb.example.org:8080", { name: "deb.example.org", port: 8080 }],
])("reads %s", (header, host) => {
  expect(readHost(header)).toEqual(host);
});

it.each([
  undefined,
  "",
  "10.0.0.1",
  "[::1]:80",
  "a:0",
  "a:70000",
  "a:b",
  "user@a",
  "a/../b",
  "a b",
])("refuses %j", (header) => {
  expect(readHost(header)).toBeNull();
});
