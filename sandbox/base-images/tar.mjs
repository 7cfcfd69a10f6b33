const BLOCK = 512;

/** The ustar header of one regular file (POSIX.1-2017, pax), for a name of at most 100 bytes. */
export function fileHeader(name, bytes, { mode = 0o644 } = {}) {
  const header = Buffer.alloc(BLOCK);
  const octal = (value, length, at) =>
    header.write(value.toString(8).padStart(length - 1, "0"), at, "latin1");
  if (Buffer.byteLength(name) > 100)
    throw new RangeError(`the name is too long for a tar: ${name}`);
  header.write(name, 0);
  octal(mode, 8, 100);
  octal(0, 8, 108);
  octal(0, 8, 116);
  octal(bytes, 12, 124);
  octal(0, 12, 136);
  header.write("        ", 148, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
  return header;
}

/** The zeros that fill a file's last block. */
export function padding(bytes) {
  return Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
}

/** The two empty blocks that end a tar. */
export const tarEnd = Buffer.alloc(2 * BLOCK);
