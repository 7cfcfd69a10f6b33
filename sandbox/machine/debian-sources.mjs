// Prints the URL of the machine's Debian mirror, then its sources, a line each: debian-sources.mjs <release>
import { debianSources, readAptSources } from "./debian.mjs";

const sources = debianSources(readAptSources(), process.argv[2]);
if (sources === null) process.exit(1);
console.log([sources.mirror, ...sources.lines].join("\n"));
