import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

const question = "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const patienceMs = 2000;
const longestPauseMs = 1000;

/** Asks until HTTP answers, whatever it says; false where the signal aborts first. */
export async function answers(dial: () => Promise<Duplex>, signal: AbortSignal): Promise<boolean> {
  for (let pause = 50; !signal.aborted; pause = Math.min(pause * 1.5, longestPauseMs)) {
    if (await answersNow(dial, signal)) return true;
    await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
  }
  return false;
}

async function answersNow(dial: () => Promise<Duplex>, signal: AbortSignal): Promise<boolean> {
  let socket: Duplex;
  try {
    socket = await dial();
  } catch {
    return false;
  }
  const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  return new Promise((resolve) => {
    let head = "";
    const finish = (yes: boolean) => {
      until.removeEventListener("abort", no);
      socket.destroy();
      resolve(yes);
    };
    const no = () => finish(false);
    until.addEventListener("abort", no);
    socket.on("error", no).on("close", no);
    socket.on("data", (chunk: Buffer) => {
      head += chunk.toString("latin1");
      if (head.length >= 5) finish(head.startsWith("HTTP/"));
    });
    socket.write(question);
  });
}
