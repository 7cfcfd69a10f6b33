import { describe, expect, it } from "vitest";
import { highlight } from "./highlight";

describe("coloured code", () => {
  it("escapes what it is given", async () => {
    expect(await highlight("<script>", "text")).not.toContain("<script>");
  });

  it("has both themes as custom properties and no colour of its own", async () => {
    const html = await highlight("FROM node:14 AS builder\n", "dockerfile");
    expect(html).toMatch(/--shiki-light:#\w+;--shiki-dark:#\w+/);
    expect(html).not.toMatch(/style="(color|background)/);
  });

  it("keeps every line, and marks those asked for", async () => {
    const html = await highlight("a\nb\nc\n", "text", { from: 2, to: 3 });
    expect(html.match(/class="line"/g)).toHaveLength(1);
    expect(html.match(/class="line marked"/g)).toHaveLength(2);
  });
});
