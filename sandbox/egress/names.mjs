const TYPE_A = 1;
const CLASS_IN = 1;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

/**
 * Answers one DNS query from a fixed set of names: an allowed name's A record is the gateway, any
 * other name does not exist. Nothing is ever asked of a resolver. Returns `{ answer, name, known }`,
 * or null for bytes that are no simple query.
 */
export function answerName(query, names, gateway) {
  const question = readQuestion(query);
  if (question === null) return null;
  const known = names.has(question.name);
  const withAddress = known && question.type === TYPE_A;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580 | (known ? NO_ERROR : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(withAddress ? 1 : 0, 6);
  const parts = [header, query.subarray(12, question.end)];
  if (withAddress) {
    const ttlSeconds = 30;
    parts.push(Buffer.from([0xc0, 12, 0, TYPE_A, 0, CLASS_IN, 0, 0, 0, ttlSeconds, 0, 4]));
    parts.push(Buffer.from(gateway.split(".").map(Number)));
  }
  return { answer: Buffer.concat(parts), name: question.name, known };
}

function readQuestion(query) {
  const isQuery = query.length >= 17 && (query[2] & 0xf8) === 0 && query.readUInt16BE(4) === 1;
  if (!isQuery) return null;
  const labels = [];
  let at = 12;
  while (at < query.length && query[at] !== 0) {
    const length = query[at];
    if (length > 63 || at + 1 + length >= query.length) return null;
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  if (at + 5 > query.length || query.readUInt16BE(at + 3) !== CLASS_IN) return null;
  return { name: labels.join("."), type: query.readUInt16BE(at + 1), end: at + 5 };
}
