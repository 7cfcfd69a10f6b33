// Prints the version of the engine at an address, if it is new enough: version.mjs <engine>
import { askJson } from "./ask.mjs";

const OLDEST = 24; // the source policy and a build's cgroup-parent are not there before
const { Version } = await askJson(process.argv[2], "/version");
if (Number.parseInt(Version, 10) < OLDEST)
  throw new Error(`Docker Engine ${Version} is older than ${OLDEST}`);
console.log(Version);
