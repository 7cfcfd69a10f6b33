// Lets a foreign engine pull the base images of one kind that it has not: pull.mjs <small|full> <engine>
import { ask } from "../engine/ask.mjs";
import { catalogue } from "./catalogue.mjs";

const PULL_MS = 600_000;
const [kind, engine] = process.argv.slice(2);

for (const { ref } of catalogue.filter((entry) => entry.kind === kind)) {
  const known = await ask(engine, `/images/${ref}/json`);
  if (known.status === 200 && !isStandIn(JSON.parse(known.text))) continue;
  const [fromImage, tag] = ref.split(":");
  const pulled = await ask(engine, `/images/create?${new URLSearchParams({ fromImage, tag })}`, {
    method: "POST",
    timeoutMs: PULL_MS,
  });
  if (pulled.status !== 200 || pulled.text.includes('"error"'))
    throw new Error(`the engine can't pull ${ref}: ${pulled.text.slice(-300)}`);
}

function isStandIn(image) {
  return image.Config?.Labels?.["org.stagecraft.stand-in"] === "true";
}
