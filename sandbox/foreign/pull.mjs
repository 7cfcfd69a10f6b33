import { catalogue } from "../base-images/catalogue.mjs";
import { ask } from "../engine/ask.mjs";

const PULL_MS = 600_000;

/** Lets a foreign engine pull the base images of one kind that it has not; rejects where it can't. */
export async function pullMissing(kind, engine) {
  for (const { ref } of catalogue.filter((entry) => entry.kind === kind)) {
    const known = await ask(engine, `/images/${ref}/json`);
    if (known.status === 200 && !isStandIn(JSON.parse(known.text))) continue;
    const [fromImage, tag] = ref.split(":");
    const path = `/images/create?${new URLSearchParams({ fromImage, tag })}`;
    const { status, text } = await ask(engine, path, { method: "POST", timeoutMs: PULL_MS });
    const failed = status !== 200 || text.includes('"error"');
    if (failed) throw new Error(`the engine can't pull ${ref}: ${text.slice(-300)}`);
  }
}

function isStandIn(image) {
  return image.Config?.Labels?.["org.stagecraft.stand-in"] === "true";
}
