import { expect, test } from "vitest";
import { MatchType, PolicyAction } from "./gen/policy_pb";
import { sourcePolicy } from "./policy";

const context = "http://buildkit-session/of-this-build";

test("rules keep their order, and the build's own context comes last", () => {
  const { rules } = sourcePolicy(
    [
      { action: "deny", selector: "*" },
      { action: "allow", selector: "docker-image://docker.io/library/node:*" },
    ],
    context,
  );
  expect(rules).toEqual([
    {
      action: PolicyAction.DENY,
      selector: { identifier: "*", matchType: MatchType.WILDCARD },
    },
    {
      action: PolicyAction.ALLOW,
      selector: {
        identifier: "docker-image://docker.io/library/node:*",
        matchType: MatchType.WILDCARD,
      },
    },
    {
      action: PolicyAction.ALLOW,
      selector: { identifier: context, matchType: MatchType.EXACT },
    },
  ]);
});
