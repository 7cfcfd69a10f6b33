import { expect, test } from "@playwright/test";

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function directives(policy: string | undefined): Record<string, string[]> {
  const all = (policy ?? "").split("; ").map((text) => text.split(" "));
  return Object.fromEntries(all.map(([name, ...sources]) => [name, sources]));
}

const pages = [
  "/",
  "/lessons/multi-stage-builds",
  "/lessons/multi-stage-builds/build-and-run",
  "/nowhere",
];

for (const path of pages) {
  test(`${path} runs its own scripts only, frames previews only, and is framed by nobody`, async ({
    request,
  }) => {
    const response = await request.get(path);
    const headers = response.headers();
    expect(headers).toMatchObject(everywhere);
    const policy = directives(headers["content-security-policy"]);
    const scripts = policy["script-src"] ?? [];
    expect(scripts[0]).toBe("'self'");
    expect(scripts.length).toBeGreaterThan(2);
    for (const source of scripts.slice(1)) expect(source).toMatch(/^'sha256-[\w+/]{43}='$/);
    expect(policy).toMatchObject({
      "default-src": ["'self'"],
      "connect-src": ["'self'"],
      "frame-src": ["http://*.preview.localhost:*"],
      "frame-ancestors": ["'none'"],
      "object-src": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
    });
    expect(headers["permissions-policy"]).toMatch(/camera=\(\).*geolocation=\(\).*usb=\(\)/);
    expect(headers["strict-transport-security"]).toBeUndefined();
  });
}

for (const path of ["/compare/a/b", "/results/none"]) {
  test(`${path} is made for each reader, and names its scripts anew each time`, async ({
    request,
  }) => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await request.get(path);
        expect(response.headers()).toMatchObject(everywhere);
        const [, ...scripts] =
          directives(response.headers()["content-security-policy"])["script-src"] ?? [];
        const [nonce = "", ...hashes] = scripts;
        expect(nonce).toMatch(/^'nonce-[\w+/]{22}=='$/);
        for (const source of hashes) expect(source).toMatch(/^'sha256-[\w+/]{43}='$/);
        expect(await response.text()).toContain(`nonce="${nonce.slice(7, -1)}"`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });
}

for (const path of ["/api/limits", "/api/builds/x", "/api/runs", "/api/sandbox/events"]) {
  test(`${path} is no page, and another origin's cannot have it`, async ({ request, baseURL }) => {
    const response = await fetch(`${baseURL}${path}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...everywhere,
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    if (path.endsWith("events")) {
      expect(response.headers.get("content-type")).toBe("text/event-stream");
      expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
      expect(response.headers.get("x-accel-buffering")).toBe("no");
    }
    await response.body?.cancel();
    await request.dispose();
  });
}

test("over https the browser is told to stay there, and the cookie is this host's alone", async ({
  request,
}) => {
  const headers = { "x-forwarded-proto": "https" };
  const response = await request.get("/api/sandbox", { headers });
  expect(response.headers()["strict-transport-security"]).toBe("max-age=31536000");
  expect(response.headers()["set-cookie"]).toMatch(
    /^__Host-stagecraft-learner=.*; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/,
  );
});

test("an address where nothing runs says so, and nothing in its page can run", async ({
  baseURL,
}) => {
  const { port } = new URL(baseURL ?? "");
  const preview = `http://127.0.0.1:${Number(port) + 1}/`;
  const response = await fetch(preview, { headers: { accept: "text/html" } });
  expect(response.status).toBe(404);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  expect(await response.text()).not.toMatch(/<script/);
});

test("a script that somebody smuggles into a page does not run", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.route("/", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      "</body>",
      "<script>window.smuggled = 1</script></body>",
    );
    await route.fulfill({ response, body });
  });
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Start the lesson" })).toBeVisible();
  expect(await page.evaluate(() => "smuggled" in window)).toBe(false);
  expect(refused.join("\n")).toMatch(/Content Security Policy/);
});
