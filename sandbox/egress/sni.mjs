const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME_EXTENSION = 0;
const HOST_NAME = 0;

/** A TLS record that tells the other side: fatal, access denied (RFC 8446, 6.2). */
export const ACCESS_DENIED_ALERT = Buffer.from([21, 3, 3, 0, 2, 2, 49]);

/**
 * Reads the server name that a TLS client asks for (RFC 6066, 3) from the first bytes it sends.
 * Answers `{ name }` (lower case), `{ more: true }` when the hello is not complete yet, or `{ error }`.
 */
export function readServerName(bytes) {
  try {
    const hello = joinHandshake(bytes);
    if (hello === null) return { more: true };
    return nameIn(hello);
  } catch (error) {
    if (error instanceof RangeError) return { error: "the TLS hello is cut short" };
    throw error;
  }
}

/** A hello may be spread over several records: joins their payloads, or null while some is missing. */
function joinHandshake(bytes) {
  const parts = [];
  let joined = 0;
  let wanted = 4;
  for (let at = 0; joined < wanted; ) {
    if (bytes.length > at && bytes[at] !== HANDSHAKE_RECORD) throw new RangeError();
    if (bytes.length < at + 5) return null;
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end === at + 5) throw new RangeError();
    if (bytes.length < end) return null;
    parts.push(bytes.subarray(at + 5, end));
    joined += end - at - 5;
    at = end;
    if (joined >= 4) wanted = 4 + Buffer.concat(parts).readUIntBE(1, 3);
  }
  return Buffer.concat(parts).subarray(0, wanted);
}

function nameIn(hello) {
  if (hello[0] !== CLIENT_HELLO) return { error: "not a TLS hello" };
  let at = 4 + 2 + 32;
  at += 1 + hello.readUInt8(at);
  at += 2 + hello.readUInt16BE(at);
  at += 1 + hello.readUInt8(at);
  if (at === hello.length) return { error: "the TLS hello names no server" };
  const end = at + 2 + hello.readUInt16BE(at);
  if (end > hello.length) throw new RangeError();
  for (at += 2; at < end; ) {
    const type = hello.readUInt16BE(at);
    const length = hello.readUInt16BE(at + 2);
    if (type === SERVER_NAME_EXTENSION)
      return firstHostName(hello.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { error: "the TLS hello names no server" };
}

function firstHostName(list) {
  if (list.readUInt8(2) !== HOST_NAME) return { error: "the TLS hello names no server" };
  const length = list.readUInt16BE(3);
  const name = list.toString("latin1", 5, 5 + length);
  if (name.length !== length) throw new RangeError();
  return isHostName(name)
    ? { name: name.toLowerCase() }
    : { error: "the TLS hello names no host name" };
}

/** Whether a text is a host name of letters, digits, hyphens and dots (no address, no port). */
export function isHostName(text) {
  return (
    text.length <= 253 &&
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i.test(text) &&
    !/^[0-9.]+$/.test(text)
  );
}
