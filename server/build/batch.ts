import type { BuildEventBody } from "@/domain/build/events";

/**
 * Passes events on in their order, log text of the same source joined for up to `holdMs`, so that an
 * instruction that prints character by character makes some events and not thousands.
 */
export function batch(pass: (body: BuildEventBody) => void, holdMs = 50) {
  let held: Extract<BuildEventBody, { type: "log" }> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (held) pass(held);
    held = undefined;
  };
  return {
    add(body: BuildEventBody): void {
      if (body.type !== "log") {
        flush();
        pass(body);
        return;
      }
      if (held && held.vertex === body.vertex && held.stream === body.stream) {
        held = { ...held, text: held.text + body.text };
      } else {
        flush();
        held = body;
      }
      timer ??= setTimeout(flush, holdMs);
    },
    flush,
  };
}
