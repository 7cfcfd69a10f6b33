import { describe, expect, test } from "vitest";
import { type Header, pairsOf, toApp, toBrowser } from "./headers";

describe("toApp", () => {
  test.each<[string, Header, Header[]]>([
    ["an ordinary header", ["Accept", "text/html"], [["Accept", "text/html"]]],
    ["the host", ["Host", "x.preview.localhost"], [["Host", "x.preview.localhost"]]],
    ["a header of one connection", ["Keep-Alive", "timeout=5"], []],
    ["an upgrade", ["Upgrade", "h2c"], []],
    ["the body's coding, which is made anew", ["Transfer-Encoding", "chunked"], []],
    ["an expectation that is ours to answer", ["Expect", "100-continue"], []],
    ["the visitor's address", ["X-Forwarded-For", "10.0.0.1"], []],
    ["the learner's cookie", ["Cookie", "stagecraft-learner=1"], []],
    ["the app's own cookie", ["Cookie", "stagecraft-learner=1; a=2"], [["Cookie", "a=2"]]],
  ])("%s", (_, header, kept) => {
    expect(toApp([header])).toEqual(kept);
  });

  test("a header that Connection names is of that connection", () => {
    const headers: Header[] = [
      ["X-Secret", "1"],
      ["Connection", "close, x-secret"],
      ["X-Other", "2"],
    ];
    expect(toApp(headers)).toEqual([["X-Other", "2"]]);
  });
});

describe("toBrowser", () => {
  const csp = "Content-Security-Policy";
  test.each<[string, Header, Header[]]>([
    ["an ordinary header", ["ETag", "1"], [["ETag", "1"]]],
    ["a ban on frames", ["X-Frame-Options", "DENY"], []],
    ["a policy that only bans frames", [csp, "frame-ancestors 'none'"], []],
    [
      "a policy that bans frames too",
      [csp, "default-src 'self';frame-ancestors 'self';img-src *"],
      [[csp, "default-src 'self';img-src *"]],
    ],
    ["a policy of its own", [csp, "frame-src 'self'"], [[csp, "frame-src 'self'"]]],
    ["a cookie", ["Set-Cookie", "a=1; Path=/"], [["Set-Cookie", "a=1; Path=/"]]],
    [
      "a cookie for the whole domain",
      ["Set-Cookie", "a=domain; Domain=example.org; Path=/; domain = .example.org"],
      [["Set-Cookie", "a=domain; Path=/"]],
    ],
    ["a cookie that pretends to be ours", ["Set-Cookie", "stagecraft-learner=1; Path=/"], []],
    ["the same over https", ["Set-Cookie", "__Host-stagecraft-learner=1; Secure; Path=/"], []],
    ["an order to clear the domain's cookies", ["Clear-Site-Data", '"cookies"'], []],
  ])("%s", (_, header, kept) => {
    expect(toBrowser([header])).toEqual(kept);
  });

  test("two cookies stay two", () => {
    const cookies: Header[] = [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ];
    expect(toBrowser(cookies)).toEqual(cookies);
  });
});

test("pairsOf", () => {
  expect(pairsOf(["A", "1", "a", "2"])).toEqual([
    ["A", "1"],
    ["a", "2"],
  ]);
});
