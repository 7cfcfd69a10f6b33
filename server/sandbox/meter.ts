import { request } from "node:http";
import { text } from "node:stream/consumers";
import { type MeterReading, meterReading } from "@/domain/sandbox/reading";

/** Asks the sandbox's meter once; rejects where it does not answer within `atMostMs`. */
export async function readMeter(socketPath: string, atMostMs = 5000): Promise<MeterReading> {
  const body = await new Promise<string>((resolve, reject) => {
    const asked = request(
      { socketPath, path: "/", agent: false, signal: AbortSignal.timeout(atMostMs) },
      (response) => text(response).then(resolve, reject),
    );
    asked.on("error", reject).end();
  });
  return meterReading.parse(JSON.parse(body));
}
