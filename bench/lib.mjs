/** The median of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds that some work takes. */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A client of the public API that keeps its cookie, as a script would. */
export function client(origin) {
  let cookie = "";
  const call = async (path, init = {}) => {
    const response = await fetch(origin + path, {
      ...init,
      headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };

  return {
    call,
    /** Posts a build and follows its events; resolves with the `finished` event's result. */
    async build(request) {
      const posted = await call("/api/builds", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      if (posted.status !== 202)
        throw new Error(`POST /api/builds: ${posted.status} ${await posted.text()}`);
      const { id } = await posted.json();
      for await (const event of events(await call(`/api/builds/${id}/events`))) {
        if (event.type === "finished") return event.result;
        if (event.type === "failed") throw new Error(JSON.stringify(event.failure));
        if (event.type === "canceled") throw new Error("canceled");
      }
      throw new Error("the event stream ended without a last event");
    },
  };
}

async function* events(response) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const data = part.split("\n").find((line) => line.startsWith("data:"));
      if (data) yield JSON.parse(data.slice(5));
    }
  }
}
