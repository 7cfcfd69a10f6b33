import type { editor } from "monaco-editor";

type Palette = {
  readonly base: "vs" | "vs-dark";
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly edge: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly bad: string;
  readonly warn: string;
  readonly comment: string;
  readonly keyword: string;
  readonly string: string;
  readonly number: string;
  readonly variable: string;
  readonly key: string;
};

/*
 * Surfaces are those of app/tokens.css and the colours of code those of the coloured snippets
 * (github-light-high-contrast, github-dark-high-contrast), since Monaco takes no custom properties.
 */
const light: Palette = {
  base: "vs",
  paper: "#ffffff",
  ink: "#0e1116",
  muted: "#55584f",
  hairline: "#d9d9cd",
  edge: "#8b8c80",
  accent: "#3d5200",
  accentSoft: "#eaf3c4",
  bad: "#b3202f",
  warn: "#875600",
  comment: "#66707b",
  keyword: "#a0111f",
  string: "#032563",
  number: "#023b95",
  variable: "#702c00",
  key: "#024c1a",
};

const dark: Palette = {
  base: "vs-dark",
  paper: "#1a1e23",
  ink: "#f0f3f6",
  muted: "#a4abb1",
  hairline: "#2b3138",
  edge: "#68717c",
  accent: "#d9f25c",
  accentSoft: "#262c14",
  bad: "#ff8b8f",
  warn: "#ffc561",
  comment: "#bdc4cc",
  keyword: "#ff9492",
  string: "#addcff",
  number: "#91cbff",
  variable: "#ffb757",
  key: "#72f088",
};

/** The editor's two themes, by the name under which Monaco knows them. */
export const themes: Readonly<Record<ThemeName, editor.IStandaloneThemeData>> = {
  "stagecraft-light": theme(light),
  "stagecraft-dark": theme(dark),
};

export type ThemeName = "stagecraft-light" | "stagecraft-dark";

function theme(colour: Palette): editor.IStandaloneThemeData {
  const rule = (token: string, value: string) => ({ token, foreground: value.slice(1) });
  return {
    base: colour.base,
    inherit: false,
    rules: [
      rule("", colour.ink),
      rule("comment", colour.comment),
      rule("keyword", colour.keyword),
      rule("string", colour.string),
      rule("regexp", colour.string),
      rule("number", colour.number),
      rule("variable", colour.variable),
      rule("key", colour.key),
    ],
    colors: {
      foreground: colour.ink,
      focusBorder: colour.accent,
      "editor.background": colour.paper,
      "editor.foreground": colour.ink,
      "editorCursor.foreground": colour.accent,
      "editor.selectionBackground": colour.base === "vs" ? "#d6e88f" : "#4c5a1d",
      "editor.inactiveSelectionBackground": colour.accentSoft,
      "editor.lineHighlightBorder": "#00000000",
      "editorLineNumber.foreground": colour.muted,
      "editorLineNumber.activeForeground": colour.ink,
      "editorBracketMatch.background": colour.accentSoft,
      "editorBracketMatch.border": colour.edge,
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((depth) => [
          `editorBracketHighlight.foreground${depth}`,
          colour.ink,
        ]),
      ),
      "editorError.foreground": colour.bad,
      "editorWarning.foreground": colour.warn,
      "editorWidget.background": colour.paper,
      "editorWidget.foreground": colour.ink,
      "editorWidget.border": colour.edge,
      "editorHoverWidget.background": colour.paper,
      "editorHoverWidget.foreground": colour.ink,
      "editorHoverWidget.border": colour.edge,
      "editorMarkerNavigationError.background": colour.bad,
      "editorMarkerNavigationWarning.background": colour.warn,
      "editor.findMatchBackground": colour.base === "vs" ? "#e9c46a" : "#7a5a12",
      "editor.findMatchHighlightBackground": colour.accentSoft,
      "input.background": colour.paper,
      "input.foreground": colour.ink,
      "input.border": colour.edge,
      "widget.shadow": "#00000033",
      "scrollbarSlider.background": `${colour.edge}55`,
      "scrollbarSlider.hoverBackground": `${colour.edge}88`,
      "scrollbarSlider.activeBackground": `${colour.edge}aa`,
      "editorOverviewRuler.border": "#00000000",
    },
  };
}
