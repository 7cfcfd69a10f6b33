import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A value as JSON in gzip, for a `bytea` column. */
export async function packJson(value: unknown): Promise<Uint8Array> {
  return compress(JSON.stringify(value));
}

/** What was packed; the caller's schema says what is in it. */
export async function unpackJson(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await decompress(bytes)).toString());
}
