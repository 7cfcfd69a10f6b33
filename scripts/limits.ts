// `npm run limits`: writes the limits of domain/limits.ts into SECURITY.md, where a test compares them.
import { readFileSync, writeFileSync } from "node:fs";
import { withLimits } from "./lib/limits-table";

const file = new URL("../SECURITY.md", import.meta.url);
writeFileSync(file, withLimits(readFileSync(file, "utf8")));
