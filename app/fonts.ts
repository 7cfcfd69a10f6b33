import localFont from "next/font/local";

/** Words: variable in weight and width, since headings are set narrow. */
const text = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wdth-normal.woff2",
  weight: "400 700",
  declarations: [{ prop: "font-stretch", value: "75% 100%" }],
  variable: "--face-text",
  display: "swap",
});

/** Code. Not preloaded: it is seldom the first thing that is read. */
const code = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  weight: "100 800",
  variable: "--face-code",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

/** The classes that define `--face-text` and `--face-code`. */
export const faces = `${text.variable} ${code.variable}`;
