import { createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { Language, Span } from "@/domain/lesson/code";

// One highlighter for the process: making it parses every grammar.
const highlighter = createHighlighterCore({
  engine: createJavaScriptRegexEngine(),
  themes: [
    import("shiki/themes/github-light-high-contrast.mjs"),
    import("shiki/themes/github-dark-high-contrast.mjs"),
  ],
  langs: [
    import("shiki/langs/dockerfile.mjs"),
    import("shiki/langs/javascript.mjs"),
    import("shiki/langs/json.mjs"),
    import("shiki/langs/shellscript.mjs"),
    import("shiki/langs/diff.mjs"),
  ],
});

/** Colours code as HTML: a `pre` whose colours are custom properties, one set for each theme. */
export async function highlight(code: string, language: Language, mark?: Span): Promise<string> {
  return (await highlighter).codeToHtml(code.replace(/\n+$/, ""), {
    lang: language,
    themes: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    defaultColor: false,
    transformers: [
      {
        pre(node) {
          // The page decides on the surface, so the theme's own background goes.
          delete node.properties.style;
          node.properties.class = "code";
        },
        line(node, number) {
          if (mark && number >= mark.from && number <= mark.to) this.addClassToHast(node, "marked");
        },
      },
    ],
  });
}
