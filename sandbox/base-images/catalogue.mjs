import { readFileSync } from "node:fs";

/** The base images that lessons may build on, as catalogue.json lists them. */
export const catalogue = JSON.parse(
  readFileSync(new URL("../catalogue.json", import.meta.url), "utf8"),
).images;

const ARCHITECTURES = { arm64: "arm64", x64: "amd64" };

/** This machine's architecture, in the words of an image's platform. */
export const architecture = ARCHITECTURES[process.arch] ?? process.arch;
