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

  const post = async (request) => {
    const posted = await call("/api/builds", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (posted.status !== 202) {
      const error = new Error(`POST /api/builds: ${posted.status} ${await posted.text()}`);
      throw Object.assign(error, { status: posted.status });
    }
    return (await posted.json()).id;
  };
  const end = async (id) => {
    for await (const event of events(await call(`/api/builds/${id}/events`))) {
      if (["finished", "failed", "canceled"].includes(event.type)) return event;
    }
    throw new Error("the event stream ended without a last event");
  };

  return {
    call,
    /** Posts a build; resolves with its id. */
    post,
    /** Follows a build's events; resolves with the last one. */
    end,
    /** Posts a build and follows its events; resolves with the `finished` event's result. */
    async build(request) {
      const last = await end(await post(request));
      if (last.type === "finished") return last.result;
      throw new Error(JSON.stringify(last.failure ?? last.type));
    },
  };
}

/** Several clients that take turns, each a learner of its own: one alone may not ask so often. */
export function clients(origin, count) {
  const all = Array.from({ length: count }, () => client(origin));
  let turn = 0;
  return () => all[turn++ % count];
}

/** The same files with one edit that nobody has built before. */
export function edited(files, what) {
  return { ...files, "index.js": `${files["index.js"]}// ${what} ${Date.now()}\n` };
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
