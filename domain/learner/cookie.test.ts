import { describe, expect, test } from "vitest";
import { cookieName, cookieValues, setCookie, withoutLearner } from "./cookie";

describe("cookieValues", () => {
  test.each([
    [null, []],
    ["", []],
    ["a=1", ["1"]],
    ["b=2; a=1;c=3", ["1"]],
    ["a=1; a=2", ["1", "2"]],
    ["aa=1; a", []],
    [" a = 1 ", ["1"]],
    ["a=x=y", ["x=y"]],
    ["a=", [""]],
  ])("%j", (header, values) => {
    expect(cookieValues(header, "a")).toEqual(values);
  });
});

describe("withoutLearner", () => {
  const [secure, plain] = [cookieName(true), cookieName(false)];
  test.each([
    [null, null],
    [`${plain}=1`, null],
    [`${plain}=1; ${secure}=2`, null],
    [`a=1; ${plain}=2; b=3`, "a=1; b=3"],
    [`a=${plain}=2`, `a=${plain}=2`],
    [`${plain}x=1`, `${plain}x=1`],
    [` ${plain} =1;a=1`, "a=1"],
  ])("%j", (header, left) => {
    expect(withoutLearner(header)).toBe(left);
  });
});

describe("setCookie", () => {
  test("over http", () => {
    expect(setCookie("v", false)).toBe(
      "stagecraft-learner=v; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax",
    );
  });

  test("over https it is Secure and no other host can set it", () => {
    expect(setCookie("v", true)).toBe(
      "__Host-stagecraft-learner=v; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure",
    );
  });
});
