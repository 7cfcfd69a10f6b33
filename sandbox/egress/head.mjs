/**
 * Collects a socket's first bytes until `read` understands them; gives the verdict, leaves the
 * socket paused. Rejects on end, error, more than `maxBytes`, or after `timeoutMs`.
 */
export function readHead(socket, read, { maxBytes, timeoutMs, start = Buffer.alloc(0) }) {
  return new Promise((resolve, reject) => {
    let bytes = start;
    const timer = setTimeout(() => finish(new Error("said nothing for too long")), timeoutMs);
    const finish = (error, verdict) => {
      clearTimeout(timer);
      socket.off("data", take).off("end", ended).off("error", finish);
      socket.pause();
      if (error) reject(error);
      else resolve({ ...verdict, bytes });
    };
    const judge = () => {
      const verdict = read(bytes);
      if (!verdict.more) finish(null, verdict);
      else if (bytes.length > maxBytes) finish(new Error("said too much"));
    };
    const take = (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      judge();
    };
    const ended = () => finish(new Error("hung up"));
    socket.on("data", take).on("end", ended).on("error", finish).resume();
    if (bytes.length > 0) judge();
  });
}
