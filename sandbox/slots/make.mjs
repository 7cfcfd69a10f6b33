// Makes the slots' cgroups and sets their limits: make.mjs <settings.json>
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { layoutOf } from "./cgroup.mjs";
import { slotPlan } from "./slots.mjs";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const layout = layoutOf(readFileSync("/proc/self/mounts", "utf8"));
if (layout === null) {
  console.error("this machine mounts no cgroups with the memory, pids and cpu controllers");
  process.exit(1);
}
const { directories, files } = slotPlan(layout, settings, totalmem());
for (const path of directories) mkdirSync(path, { recursive: true });
for (const { path, value, optional } of files) {
  // what the machine has handed down already stays as it is
  if (path.endsWith("subtree_control") && hasAll(readFileSync(path, "utf8"), value)) continue;
  try {
    writeFileSync(path, value);
  } catch (error) {
    if (!optional) throw new Error(`could not set ${path} to ${value}: ${error.message}`);
  }
}

function hasAll(present, wanted) {
  const names = present.trim().split(/\s+/);
  return wanted.split(" ").every((name) => names.includes(name.replace("+", "")));
}
