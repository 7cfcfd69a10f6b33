import { fromJsonString } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { attempt, type Engine } from "./attempt";
import { type FrontendRequest, frontendAttrs } from "./attrs";
import { isUnknownSubrequest } from "./errors";
import { Control } from "./gen/control_pb";
import { LLBBridge } from "./gen/gateway_pb";
import { type LintResults, LintResultsSchema } from "./gen/lint_pb";
import { sourcePolicy } from "./policy";
import { lineRanges } from "./status";
import type { SolveRequest, VertexWarning } from "./types";

/**
 * Docker's build checks alone. A solve without a frontend opens the gateway, in which the Dockerfile
 * frontend is asked a question instead of for a build.
 * @see https://github.com/moby/buildkit/blob/v0.25.2/client/build.go
 */
export async function lint(
  engine: Engine,
  request: FrontendRequest & Pick<SolveRequest, "files" | "sourcePolicy">,
  caller?: AbortSignal,
): Promise<VertexWarning[]> {
  return attempt(engine, request.files, caller, async (given) => {
    const { ref, session, context, own, signal } = given;
    const open = createClient(Control, own).solve(
      {
        Ref: ref,
        Session: session,
        Internal: true,
        ...(request.sourcePolicy && { SourcePolicy: sourcePolicy(request.sourcePolicy, context) }),
      },
      { signal },
    );
    const bridge = createClient(LLBBridge, own);
    const options = { signal, headers: { "buildkit-controlapi-buildid": ref } };
    const asked = bridge.solve(
      {
        Frontend: "dockerfile.v0",
        FrontendOpt: { ...frontendAttrs(request, context), requestid: "frontend.lint" },
        allowResultReturn: true,
        allowResultArrayRef: true,
      },
      options,
    );
    try {
      const answer = await Promise.race([asked, open.then(() => asked)]);
      await bridge.return({ result: {} }, options);
      await open;
      return lintWarnings(answer.result?.metadata["result.json"]);
    } catch (error) {
      if (isUnknownSubrequest(error)) return [];
      throw error;
    }
  });
}

/** The answer's warnings, in the words in which a build's Status stream says them. */
export function lintWarnings(json: Uint8Array | undefined): VertexWarning[] {
  if (!json) return [];
  const text = new TextDecoder().decode(json);
  const results = fromJsonString(LintResultsSchema, text, { ignoreUnknownFields: true });
  return results.warnings.map((warning) => vertexWarning(warning, results.sources));
}

function vertexWarning(
  { ruleName, detail, description, url, location }: LintResults["warnings"][number],
  sources: LintResults["sources"],
): VertexWarning {
  const file = sources[location?.sourceIndex ?? 0]?.filename;
  const lines = lineRanges(location?.ranges ?? []);
  const at = lines[0] ? ` (line ${lines[0].start})` : "";
  return {
    vertex: "",
    level: 1,
    short: `${ruleName}: ${detail}${at}`,
    detail: [description],
    url,
    ...(file && { file }),
    lines,
  };
}
