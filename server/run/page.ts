import { limitWords } from "@/domain/run/limit";
import type { Run } from "@/domain/run/run";

/** What the preview says itself where the app in the container does not. */
export type Notice = {
  status: 400 | 404 | 410 | 502 | 503;
  title: string;
  text: string;
  /** The end of the container's output. */
  log?: string;
  /** The page asks again by itself. */
  refresh?: boolean;
};

export const unknownRun: Notice = {
  status: 404,
  title: "Nothing runs here",
  text: "This address belongs to no run, or to one that ended a while ago. Press Run on the page of your build to start another.",
};

/** How long an app may take before its page says what is usually wrong. */
const patienceMs = 10_000;
const logLines = 20;

/** The notice for a run whose app did not answer, by its state; `now` in ms. */
export function notAnswering(run: Run, now: number): Notice {
  switch (run.state) {
    case "starting":
      return { status: 503, refresh: true, ...starting(run, now) };
    case "answering":
      return {
        status: 502,
        title: "The app does not answer",
        text: `It did before. Something may have gone wrong at port ${run.port}; its log knows more.`,
        refresh: true,
      };
    case "exited": {
      const said = run.logs.trimEnd();
      return {
        status: 502,
        title: run.outOfMemory ? "The container ran out of memory" : "The container has exited",
        text: `${run.outOfMemory ? `${limitWords(run)} ` : ""}Exit code ${run.exitCode}. ${said ? "The last that it said:" : "It said nothing."}`,
        log: said.split("\n").slice(-logLines).join("\n"),
      };
    }
    case "stopped":
      return {
        status: 410,
        title: "This run is over",
        text: [
          stopped[run.stopReason ?? "platform"],
          limitWords(run),
          "Press Run to start another.",
        ]
          .filter(Boolean)
          .join(" "),
      };
  }
}

const stopped = {
  learner: "It was stopped.",
  lifetime: "Its time was up.",
  idle: "Nobody visited it for a while.",
  replaced: "A newer run took its place.",
  platform: "The sandbox ended it.",
};

function starting({ port, startedAt }: Run, now: number): Pick<Notice, "title" | "text"> {
  const title = "The container is starting";
  if (now - Date.parse(startedAt) < patienceMs) {
    return { title, text: `Waiting for an answer on port ${port}.` };
  }
  return {
    title: "Nothing answers yet",
    text: `The container runs, and nothing answers on its port ${port}. The app must listen on the port that EXPOSE names, and on every address: 0.0.0.0, not localhost.`,
  };
}

/** A notice as a page of its own: no script, nothing to load, light and dark. */
export function noticePage({ title, text, log, refresh }: Notice): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
${refresh ? '<meta http-equiv="refresh" content="1">' : ""}
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#16181b, #eceee8); --muted: light-dark(#55584f, #a4abb1);
  --house: light-dark(#f4f4ee, #0e1013); --sunken: light-dark(#eeeee6, #0b0d0f); --mark: light-dark(#64830a, #d9f25c); }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem; box-sizing: border-box;
  background: var(--house); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 34rem; min-width: 0; border-inline-start: 3px solid var(--mark); padding-inline-start: 1.25rem; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0; color: var(--muted); }
pre { margin: 1rem 0 0; padding: .75rem 1rem; max-height: 60vh; overflow: auto; background: var(--sunken);
  font: .8125rem/1.5 ui-monospace, Menlo, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${log ? `<pre tabindex="0">${escapeHtml(log)}</pre>` : ""}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? character);
}
