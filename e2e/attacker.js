// What a stranger's container serves: a page that tries to get at the app that shows it, whose origin
// stands for APP. It tells what it got in its only text.
const http = require("node:http");

const page = `<!doctype html><title>attacker</title><pre id="out">trying</pre><script>
const app = "APP";
const out = {};
const attempt = async (name, work) => {
  try { out[name] = String(await work()); } catch (error) { out[name] = "refused: " + error.name; }
};
const post = (mode, headers) => fetch(app + "/api/builds", {
  method: "POST", mode, credentials: "include", headers,
  body: JSON.stringify({ files: { Dockerfile: "FROM node:14-alpine" } }),
}).then((response) => response.type + " " + response.status);
const framed = () => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.src = app + "/";
  frame.onload = () => { try { resolve(frame.contentDocument ? "readable" : "opaque"); } catch (error) { resolve(error.name); } };
  document.body.append(frame);
});
const streamed = () => new Promise((resolve, reject) => {
  const source = new EventSource(app + "/api/sandbox/events", { withCredentials: true });
  source.onmessage = () => resolve("heard");
  source.onerror = () => { source.close(); reject(new TypeError()); };
});
const loaded = () => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = app + "/api/limits";
  script.onload = () => resolve("loaded");
  script.onerror = () => reject(new TypeError());
  document.head.append(script);
});
(async () => {
  await attempt("cookies", () => document.cookie);
  for (const cookie of [
    "stagecraft-learner=mine; Path=/; Domain=localhost",
    "stagecraft-learner=mine; Path=/; Domain=.localhost",
    "stagecraft-learner=mine; Path=/; Domain=preview.localhost",
    "__Host-stagecraft-learner=mine; Path=/; Secure",
    "__Host-stagecraft-learner=mine; Path=/; Secure; Domain=localhost",
  ]) await attempt("set " + cookie, () => { document.cookie = cookie; });
  await attempt("read", () => fetch(app + "/api/sandbox", { credentials: "include" }).then((r) => r.text()));
  await attempt("read blindly", () => fetch(app + "/api/sandbox", { mode: "no-cors", credentials: "include" }).then((r) => r.type));
  await attempt("write", () => post("cors", { "content-type": "application/json" }));
  await attempt("write blindly", () => post("no-cors", { "content-type": "text/plain" }));
  await attempt("cancel", () => fetch(app + "/api/builds/x", { method: "DELETE", credentials: "include" }).then((r) => r.status));
  await attempt("stream", streamed);
  await attempt("script", loaded);
  await attempt("parent", () => parent === self ? "none" : parent.document.title);
  await attempt("top", () => top === self ? "none" : top.localStorage.length);
  await attempt("opener", () => opener === null ? "none" : opener.document.title);
  await attempt("steer", () => { if (top === self) return "none"; top.location = "about:blank"; return "steered"; });
  await attempt("window", () => { const opened = open(app + "/"); return opened ? "opened" : "none"; });
  await attempt("frame", framed);
  document.getElementById("out").textContent = JSON.stringify(out);
})();
</script>`;

http
  .createServer((request, response) => {
    const { headers } = request;
    if (request.url === "/heard") return response.end(JSON.stringify(headers));
    response.setHeader("content-type", "text/html");
    response.setHeader("set-cookie", [
      "stagecraft-learner=theirs; Path=/; Domain=localhost",
      "stagecraft-learner=theirs; Path=/",
      "__Host-stagecraft-learner=theirs; Path=/; Secure",
      "own=1; Path=/; Domain=localhost",
    ]);
    response.end(page);
  })
  .listen(3000);
