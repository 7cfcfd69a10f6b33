import { newDemultiplexer } from "@/domain/run/multiplex";

/** What a container may say in a window; a chattier one waits, because its pipe fills up. */
const budget = { bytes: 256 * 1024, windowMs: 250 };

/** Reads a container's attached output to its end, at a bounded pace, as text. */
export function readOutput(
  stream: NodeJS.ReadableStream,
  onText: (text: string) => void,
): Promise<void> {
  const demultiplex = newDemultiplexer();
  let left = budget.bytes;
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    const refill = () => {
      timer = undefined;
      left = budget.bytes;
      stream.resume();
    };
    stream.on("data", (chunk: Buffer) => {
      const text = demultiplex(chunk);
      if (text) onText(text);
      left -= chunk.length;
      timer ??= setTimeout(refill, budget.windowMs).unref();
      if (left <= 0) stream.pause();
    });
    // How the stream ends does not matter: why the container ended is asked of the engine.
    stream.on("end", finish).on("close", finish).on("error", finish);
  });
}
