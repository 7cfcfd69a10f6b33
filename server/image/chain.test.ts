import { expect, test } from "vitest";
import { chainIdsOf } from "./chain";

const sha = (hex: string) => `sha256:${hex}`;

test("the lowest layer's chain id is its diff id, each further one names all that lie below", () => {
  const lowest = sha("e73b9f49819a28f34cd1c19852da7fc5e73b9f49819a28f34cd1c19852da7fc5");
  expect(chainIdsOf([])).toEqual([]);
  expect(chainIdsOf([lowest])).toEqual([lowest]);
  const [, second, third] = chainIdsOf([lowest, sha("a"), sha("b")]);
  expect(chainIdsOf([lowest, sha("a")])[1]).toBe(second);
  expect(chainIdsOf([lowest, sha("b"), sha("a")])[2]).not.toBe(third);
});
