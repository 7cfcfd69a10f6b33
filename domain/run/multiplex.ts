const headerBytes = 8;

/**
 * Takes the Engine's multiplexed stream apart: feed it chunks, however they are cut, and it gives
 * the output of both streams as text in the order of its frames, characters never cut in two.
 * A frame is one byte of stream (1 stdout, 2 stderr), three zeros, four bytes of length, the output.
 * @see https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerAttach
 */
export function newDemultiplexer(): (chunk: Uint8Array) => string {
  const decoders = new Map<number, TextDecoder>();
  const header = new Uint8Array(headerBytes);
  let headerHas = 0;
  let left = 0;

  const decoder = (stream: number) => {
    const known = decoders.get(stream) ?? new TextDecoder();
    decoders.set(stream, known);
    return known;
  };

  return (chunk) => {
    let text = "";
    for (let at = 0; at < chunk.length; ) {
      if (left === 0) {
        const part = chunk.subarray(at, at + headerBytes - headerHas);
        header.set(part, headerHas);
        headerHas += part.length;
        at += part.length;
        if (headerHas < headerBytes) break;
        headerHas = 0;
        left = new DataView(header.buffer).getUint32(4);
        continue;
      }
      const part = chunk.subarray(at, at + left);
      text += decoder(header[0] ?? 0).decode(part, { stream: true });
      left -= part.length;
      at += part.length;
    }
    return text;
  };
}
