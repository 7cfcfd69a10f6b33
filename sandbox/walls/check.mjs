// Tries every wall of a live sandbox from inside, and prints what it saw: check.mjs <home>
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diskWall } from "./disk.mjs";
import { egressWall } from "./egress.mjs";
import { insider } from "./insider.mjs";
import { networkWall } from "./network.mjs";
import { privilegeWall } from "./privilege.mjs";
import { slotWalls } from "./slots.mjs";

const home = process.argv[2];
const facts = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));

if (facts.disk === null) {
  console.log("This engine was not made here: it has no walls of ours, and sandbox.json says so.");
  process.exit(0);
}

const inside = insider(facts);
const proofs = [...networkWall, ...egressWall, ...privilegeWall, ...slotWalls, ...diskWall];
let fallen = 0;
for (const { wall, claim, prove } of proofs) {
  const started = Date.now();
  const seen = await prove({ facts, home, inside }).catch((error) => ({
    holds: false,
    seen: error.message,
  }));
  if (!seen.holds) fallen += 1;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${seen.holds ? "✓" : "✗"} ${wall.padEnd(10)} ${claim.padEnd(56)} ${seconds.padStart(5)} s  ${seen.seen}`,
  );
}
inside.end();
console.log(
  fallen === 0 ? `All ${proofs.length} hold.` : `${fallen} of ${proofs.length} do not hold.`,
);
process.exitCode = fallen === 0 ? 0 : 1;
