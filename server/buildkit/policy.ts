import type { MessageInitShape } from "@bufbuild/protobuf";
import { MatchType, PolicyAction, type PolicySchema } from "./gen/policy_pb";
import type { SourceRule } from "./types";

const actions = { allow: PolicyAction.ALLOW, deny: PolicyAction.DENY } as const;

/**
 * The solver's source policy: the caller's rules, then leave to read the build's own context, which
 * is a source too (`http://buildkit-session/…`) and would fall under a `deny *`.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/sourcepolicy/engine.go
 */
export function sourcePolicy(
  rules: readonly SourceRule[],
  context: string,
): MessageInitShape<typeof PolicySchema> {
  return {
    version: 1n,
    rules: [
      ...rules.map(({ action, selector }) => ({
        action: actions[action],
        selector: { identifier: selector, matchType: MatchType.WILDCARD },
      })),
      {
        action: PolicyAction.ALLOW,
        selector: { identifier: context, matchType: MatchType.EXACT },
      },
    ],
  };
}
