import { describe, expect, it } from "vitest";
import { answerName } from "./names.mjs";

const names = new Set(["registry.example.com"]);
const GATEWAY = "10.1.2.1";

function query(name, type = 1) {
  const labels = name
    .split(".")
    .flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const head = Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([head, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

const codeOf = (answer) => answer[3] & 15;
const answersIn = (answer) => answer.readUInt16BE(6);

describe("answerName", () => {
  it("gives the gateway for an allowed name, however it is written", () => {
    const { answer, known } = answerName(query("Registry.Example.COM"), names, GATEWAY);
    expect(known).toBe(true);
    expect(answer.readUInt16BE(0)).toBe(0xabcd);
    expect(codeOf(answer)).toBe(0);
    expect([...answer.subarray(-4)]).toEqual([10, 1, 2, 1]);
  });

  it("has no other record of an allowed name, which still exists", () => {
    const { answer } = answerName(query("registry.example.com", 28), names, GATEWAY);
    expect(codeOf(answer)).toBe(0);
    expect(answersIn(answer)).toBe(0);
  });

  it.each(["example.com", "x.registry.example.com", "com"])(
    "says that %s does not exist",
    (name) => {
      const { answer, known } = answerName(query(name), names, GATEWAY);
      expect(known).toBe(false);
      expect(codeOf(answer)).toBe(3);
      expect(answersIn(answer)).toBe(0);
    },
  );

  it("keeps silent on what is no query", () => {
    const whole = query("registry.example.com");
    for (let length = 0; length < whole.length; length += 1) {
      expect(answerName(whole.subarray(0, length), names, GATEWAY)).toBeNull();
    }
    const response = Buffer.from(whole);
    response[2] = 0x81;
    expect(answerName(response, names, GATEWAY)).toBeNull();
  });
});
